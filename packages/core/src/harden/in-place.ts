import { buildTarget } from "./build-target.ts";
import { supportPeriodsOfImage } from "../knowledge/index.ts";
import { applyEdits, composeEdits, joinInsertions, uniqueEdits } from "../source/edit.ts";
import { valueOf } from "../source/fact.ts";
import type { Application } from "./application.ts";
import type { Decision, HardenInput, Identity, Variant } from "./plan.ts";
import { keptUser } from "./stage/kept-user.ts";
import { evidenceAt } from "./stage/line.ts";
import { neededPackages } from "./stage/needed-packages.ts";
import { keptPorts } from "./stage/ports.ts";
import { statedFolders } from "./stage/stated-folders.ts";
import { builtFiles } from "./stage/taken-files.ts";
import { updateEdits } from "./stage/update.ts";

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
  const found = [...updateEdits(input, target), ...keptUser(input, application, identity, target), ...support(input)];
  const doubt = found.find((decision) => decision.answer === "warn");
  const stated = [...neededPackages(input, target), ...builtFiles(input, application, identity, target), ...statedFolders(input, application, identity, target)];
  const own = joinInsertions([...found, ...stated]);
  const { taken, refused } = composeEdits([...own, ...decisions]);
  const edits = uniqueEdits(taken.flatMap((decision) => decision.edits));
  if (edits.length === 0 && doubt !== undefined) return refuse(`nothing can be changed safely: ${doubt.outcome}`);
  return {
    base: "hardened",
    reference: undefined,
    decisions: edits.length === 0 ? [NOTHING_LEFT, ...stated] : [...own.filter((decision) => !refused.includes(decision)), ...keptPorts(application), ...taken.filter((decision) => decisions.includes(decision) && decision.edits.length > 0)],
    edits,
    text: applyEdits(input.subject.source.text, edits),
    target: buildTarget(input),
    healthcheck: undefined,
  };
}

/** A base past its end stays, since what the program needs of it is not known; whoever reads the plan must know. */
function support(input: HardenInput): readonly Decision[] {
  const base = valueOf(input.subject.posture.base);
  const stage = input.subject.runtimeStages.at(-1);
  if (stage === undefined || base?.image === undefined) return [];
  return supportPeriodsOfImage(base.image).flatMap(({ product, release, ends, extendedEnds }): Decision[] => {
    const end = extendedEnds ?? ends;
    if (end >= input.today) return [];
    return [
      {
        id: "base-support",
        question: "Does its base get security fixes?",
        answer: "warn",
        outcome: `${product} ${release} has had none since ${end}, and no update brings any; move to a supported release, which is not done here since what the program needs of this one is not known`,
        evidence: [evidenceAt(input, stage.base.range, `runs on ${base.reference?.text ?? product}`)],
        edits: [],
        rule: "no-end-of-life-base",
      },
    ];
  });
}

const QUESTION = "Can it be hardened where it stands?";
const NOTHING_LEFT: Decision = { id: "in-place", question: QUESTION, answer: "adapt", outcome: "nothing is left to change: the file is as hard as it can be made without another base", evidence: [], edits: [] };

function refuse(outcome: string): Decision {
  return { id: "in-place", question: QUESTION, answer: "refuse", outcome, evidence: [], edits: [] };
}
