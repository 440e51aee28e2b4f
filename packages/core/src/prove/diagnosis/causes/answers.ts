import type { Answer, Comparison } from "../../answer.ts";
import type { Constraint } from "../../constraint.ts";
import { constraintOf, type Candidate } from "../candidate.ts";
import type { Situation } from "../situation.ts";
import { code, observed, owner } from "../wording.ts";

const MOST_EVIDENCE = 6;
const LONGEST_BODY = 120;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]+/gu;

/** It runs and says something else than its original, and nothing tells why: both answers are named. */
export function differentAnswers(situation: Situation): readonly Candidate[] {
  const { failure } = situation;
  if (failure.start) return [];
  const [first, ...others] = failure.answers;
  return first === undefined ? [] : [different(first, others, situation)];
}

/** One constraint stands behind all of them, so the first speaks for the others. */
function different(comparison: Comparison, others: readonly Comparison[], situation: Situation): Candidate {
  const { probe, original, hardened } = comparison;
  const constraint = constraintOf("answer-differs", situation);
  const lift = constraint === undefined ? "" : `; with ${lifted(constraint)} both say the same`;
  const elsewhere = hardened.kind === "none" ? listensElsewhere(situation) : "";
  const verb = hardened.kind === "none" ? "is not answered" : "is answered differently";
  const more = others.length === 0 ? "" : `; ${others.length === 1 ? "1 other answer differs" : `${others.length} other answers differ`} too`;
  const said = `the original says ${words(original)}, the hardened container ${words(hardened)}`;
  // Long answers often begin alike: what differs in them then says more.
  const [difference] = words(original) === words(hardened) ? comparison.differences : [];
  const message = `${code(probe)} ${verb} ${circumstance(constraint, situation)}: ${difference?.replace(UNSEEN, " ") ?? said}${elsewhere}${lift}${more}`;
  const evidence = [comparison, ...others].flatMap(({ probe, differences }) => differences.map((difference) => observed(`${probe}: ${difference}`))).slice(0, MOST_EVIDENCE);
  return { strength: "state", cause: { kind: "answer-differs", constraint, subject: probe, message, evidence, remedy: undefined } };
}

/** Under what the hardened container runs: the constraint that matters, where it is known. */
function circumstance(constraint: Constraint | undefined, { account, settings, imageDiffers }: Situation): string {
  switch (constraint) {
    case "user":
      return account === undefined ? "as another user" : `as ${owner(account.uid)}`;
    case "read-only-root":
      return "on a read-only root file system";
    case "capabilities":
      return "without capabilities";
    case "no-new-privileges":
      return "without new privileges";
    case "tmpfs-noexec":
      return "where /tmp runs no programs";
    case "privileged-ports":
      return "where ports below 1024 need a privilege";
    case "memory":
      return `with ${settings.limits.memoryMegabytes ?? "little"} MB of memory`;
    case "pids":
      return `with ${settings.limits.pids ?? "few"} processes`;
    case "cpus":
      return `with ${settings.limits.cpus ?? "few"} CPUs`;
    case undefined:
      return imageDiffers ? "with every constraint lifted, too" : "by the hardened container";
  }
}

const LIFTED: Readonly<Record<Constraint, string>> = {
  user: "root as the user",
  "read-only-root": "a writable root file system",
  capabilities: "the engine's default capabilities",
  "no-new-privileges": "new privileges allowed",
  "tmpfs-noexec": "programs allowed in /tmp",
  "privileged-ports": "all ports allowed",
  memory: "no limit of memory",
  pids: "no limit of processes",
  cpus: "no limit of CPUs",
};

export function lifted(constraint: Constraint): string {
  return LIFTED[constraint];
}

/** Nobody answers because it listens on another port. */
function listensElsewhere({ hardened, original }: Situation): string {
  const [before, after] = [original.trial?.listening, hardened.trial?.listening];
  if (before === undefined || after === undefined || !before.known || !after.known) return "";
  const gone = before.value.filter(({ port }) => !after.value.some((other) => other.port === port)).map(({ port }) => port);
  const come = after.value.filter(({ port }) => !before.value.some((other) => other.port === port)).map(({ port }) => port);
  if (gone.length === 0) return "";
  return come.length === 0 ? `; nothing listens on ${gone.join(", ")}` : `; it listens on ${come.join(", ")} instead of ${gone.join(", ")}`;
}

function words(answer: Answer): string {
  switch (answer.kind) {
    case "http":
      return `${answer.status} ${answer.binary ? "with a binary body" : shown(answer.body)}`;
    case "tcp":
      return shown(answer.received);
    case "command":
      return `exit code ${answer.exit} and ${shown(answer.output)}`;
    case "log":
      return answer.found ? shown(answer.line ?? "") : "no such line";
    case "health":
      return `${answer.status}${answer.output === "" ? "" : ` (${shown(answer.output)})`}`;
    case "none":
      return `nothing (${answer.reason})`;
  }
}

function shown(text: string): string {
  const bounded = text.slice(0, LONGEST_BODY * 2).replace(UNSEEN, " ").trim();
  if (bounded === "") return "nothing";
  return `\`${bounded.length > LONGEST_BODY ? `${bounded.slice(0, LONGEST_BODY)}…` : bounded}\``;
}
