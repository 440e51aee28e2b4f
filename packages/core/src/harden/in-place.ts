import { valueOf } from "../source/fact.ts";
import { applyEdits, composeEdits, uniqueEdits } from "../source/edit.ts";
import type { Stage } from "../dockerfile/model.ts";
import type { Application } from "./application.ts";
import { format } from "./identity.ts";
import type { Decision, HardenInput, Identity, Variant } from "./plan.ts";
import { ownershipEdits } from "./stage/ownership.ts";
import { updateEdits } from "./stage/update.ts";
import { evidenceAt, insertAfter } from "./stage/line.ts";

interface InPlace {
  readonly input: HardenInput;
  readonly application: Application;
  readonly identity: Identity;
  readonly decisions: readonly Decision[];
}

/** The Dockerfile on its own base, hardened where it stands: updates, user, ownership, and the fixes of the rules. */
export function hardenInPlace({ input, application, identity, decisions }: InPlace): Variant | Decision {
  const target = input.subject.target;
  if (target === undefined) return refuse("there is no stage to harden");
  const own = [...updateEdits(input, target), ...user(input, application, identity, target)];
  const { taken } = composeEdits([...own, ...decisions]);
  const edits = uniqueEdits(taken.flatMap((decision) => decision.edits));
  if (edits.length === 0) return refuse("nothing is left to change: the file is as hard as it can be made without another base");
  return {
    base: "hardened",
    reference: undefined,
    decisions: [...own, ...taken.filter((decision) => decisions.includes(decision) && decision.edits.length > 0)],
    edits,
    text: applyEdits(input.subject.source.text, edits),
    healthcheck: undefined,
  };
}

function user(input: HardenInput, application: Application, identity: Identity, target: Stage): readonly Decision[] {
  const question = "As whom does the stage end?";
  const current = valueOf(input.subject.posture.user);
  if (current !== undefined && !current.root && current.numeric) return [];
  const dropping = application.obstacles.find((obstacle) => obstacle.rulesOut === "user");
  if (dropping) return [{ id: "user", question, answer: "warn", outcome: dropping.reason, evidence: dropping.evidence, edits: [] }];
  const { source } = input.subject;
  const last = target.instructions.findLast((instruction) => instruction.keyword === "USER");
  const anchor = target.instructions.findLast((instruction) => ["COPY", "ADD", "RUN", "WORKDIR", "VOLUME"].includes(instruction.keyword ?? "")) ?? target.from;
  const word = last?.arguments[0];
  const isBehind = last !== undefined && last.range.start > anchor.range.start;
  const edit = word !== undefined && isBehind ? { range: word.range, text: format(identity) } : insertAfter(anchor, [`USER ${format(identity)}`], source);
  const evidence = last === undefined ? [evidenceAt(input, target.from.range, "has no USER")] : [evidenceAt(input, last.range, `is USER ${word?.text ?? ""}`)];
  const owned = ownershipEdits(input, target, identity, application);
  return [
    { id: "user", question, answer: "adapt", outcome: `USER ${format(identity)}`, evidence, edits: [edit], rule: "require-user" },
    ...owned,
    {
      id: "unknown-writes",
      question: "Can it write where it must?",
      answer: "warn",
      outcome: "what the program writes at run time is not known; if it fails with \"permission denied\" or \"read-only file system\", make that path a volume that belongs to the user",
      evidence: [],
      edits: [],
      rule: "non-root-can-write",
    },
  ];
}

function refuse(outcome: string): Decision {
  return { id: "in-place", question: "Can it be hardened where it stands?", answer: "refuse", outcome, evidence: [], edits: [] };
}
