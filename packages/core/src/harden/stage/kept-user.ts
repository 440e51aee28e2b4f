import { isOpen, isSystemFolder } from "../../knowledge/index.ts";
import { valueOf } from "../../source/fact.ts";
import type { Edit } from "../../source/edit.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import type { Application } from "../application.ts";
import { format } from "../identity.ts";
import type { Decision, HardenInput, Identity } from "../plan.ts";
import { liesInRoot } from "./closed-folder.ts";
import { systemWrites } from "./folders.ts";
import { homeDecision } from "./home.ts";
import { evidenceAt, insertAfter } from "./line.ts";
import { ownershipEdits } from "./ownership.ts";

const QUESTION = "As whom does the stage end?";
const CLOSED = "it stays root: it works in /root, which is closed to everyone else and cannot be opened without a shell; move it to a folder of its own, such as /app";

/** The user of a stage that stays on its base: its own account by number, else the identity, which gets what it must write. */
export function keptUser(input: HardenInput, application: Application, identity: Identity, target: Stage): readonly Decision[] {
  const current = valueOf(input.subject.posture.user);
  if (current !== undefined && !current.root && current.numeric) return [];
  const own = application.obstacles.find((obstacle) => obstacle.rulesOut === "user");
  if (own !== undefined) return [{ id: "user", question: QUESTION, answer: "warn", outcome: own.reason, evidence: own.evidence, edits: [] }];
  const last = target.instructions.findLast((instruction) => instruction.keyword === "USER");
  return current !== undefined && !current.root ? numbered(input, identity, target, last) : newUser(input, application, identity, target, last);
}

/** The account that the file runs as already, by the number that it has there. */
function numbered(input: HardenInput, identity: Identity, target: Stage, last: Instruction | undefined): readonly Decision[] {
  const word = last?.arguments[0];
  if (last !== undefined && (word === undefined || word.variables.length > 0)) return [];
  const edit = word === undefined ? insertAfter(anchorOf(target), [`USER ${format(identity)}`], input.subject.source) : { range: word.range, text: format(identity) };
  const evidence = input.subject.posture.user.known ? input.subject.posture.user.evidence : [];
  return [{ id: "user", question: QUESTION, answer: "adapt", outcome: `USER ${format(identity)}, the number of the account that it names`, evidence, edits: [edit], rule: "numeric-user" }];
}

function newUser(input: HardenInput, application: Application, identity: Identity, target: Stage, last: Instruction | undefined): readonly Decision[] {
  const anchor = anchorOf(target);
  const word = last?.arguments[0];
  const isBehind = last !== undefined && word !== undefined && last.range.start > anchor.range.start;
  const hasShell = valueOf(input.subject.posture.shell) === true;
  const isClosed = liesInRoot(application, valueOf(target.config.workdir));
  if (isClosed && !hasShell) return [{ id: "user", question: QUESTION, answer: "warn", outcome: CLOSED, evidence: [evidenceAt(input, target.from.range, "works in /root")], edits: [] }];
  const folders = hasShell ? foldersOf(application, target) : [];
  const early = folders.length === 0 ? undefined : target.instructions.find((instruction) => instruction.keyword === "VOLUME");
  const commands = [...(folders.length === 0 ? [] : [`mkdir -p ${folders.join(" ")}`, `chown ${format(identity)} ${folders.join(" ")}`]), ...(isClosed ? ["chmod 755 /root"] : [])];
  const giving = commands.length === 0 ? [] : [`RUN ${commands.join(" && ")}`];
  const { source } = input.subject;
  const edits: Edit[] = [];
  // What is done to a volume's folder behind VOLUME may be lost.
  if (early !== undefined) edits.push({ range: { start: early.range.start, end: early.range.start }, text: giving.map((line) => line + source.lineEnd).join("") });
  const late = early === undefined ? giving : [];
  if (isBehind) edits.push(...(late.length === 0 ? [] : [insertAfter(anchor, late, source)]), { range: word.range, text: format(identity) });
  else edits.push(insertAfter(anchor, [...late, `USER ${format(identity)}`], source));
  const evidence = last === undefined ? [evidenceAt(input, target.from.range, "has no USER")] : [evidenceAt(input, last.range, `is USER ${word?.text ?? ""}`)];
  const given = folders.length === 0 ? "" : `; ${folders.join(", ")} ${folders.length === 1 ? "belongs" : "belong"} to it`;
  const opened = isClosed ? "; /root, where it works, is opened for reading" : "";
  return [
    ...homeDecision(input, target, identity, anchor),
    { id: "user", question: QUESTION, answer: "adapt", outcome: `USER ${format(identity)}${given}${opened}`, evidence, edits, rule: "require-user" },
    ...ownershipEdits(input, target, identity, application),
    ...systemWrites(application.writes),
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

/** Volumes that the stage declares, and what the program is known to write; not the folder that holds the program. */
function foldersOf(application: Application, target: Stage): readonly string[] {
  const declared = (valueOf(target.config.volumes) ?? []).flatMap(({ path, range }) => (range === undefined ? [] : [path]));
  const program = valueOf(application.start)?.path ?? "";
  const paths = [...declared, ...application.writes.map((write) => write.path)];
  const fitting = paths.filter((path) => !isOpen(path) && !isSystemFolder(path) && !program.startsWith(`${path}/`) && program !== path && isPlain(path));
  return [...new Set(fitting)].sort();
}

function isPlain(path: string): boolean {
  return path.startsWith("/") && !/[^\w./@+-]/.test(path);
}

/** Behind this instruction nothing is copied or run any more. */
export function anchorOf(target: Stage): Instruction {
  return target.instructions.findLast((instruction) => ["COPY", "ADD", "RUN", "WORKDIR", "VOLUME"].includes(instruction.keyword ?? "")) ?? target.from;
}
