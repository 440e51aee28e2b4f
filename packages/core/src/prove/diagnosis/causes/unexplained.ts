import type { Evidence } from "../../../source/fact.ts";
import type { Cause } from "../../cause.ts";
import type { Constraint } from "../../constraint.ts";
import type { Candidate } from "../candidate.ts";
import { logLines } from "../log/lines.ts";
import type { Situation } from "../situation.ts";
import { code, observed, owner } from "../wording.ts";
import { lifted } from "./answers.ts";
import { privilege, unnamedCapability } from "./capabilities.ts";
import { outOfMemory, tooManyProcesses, tooSlow } from "./limits.ts";
import { unnamedPort } from "./ports.ts";

const MOST_LINES = 5;

/** Of a constraint that was seen to matter, and that no word explains: what can be said of it all the same. */
export function unexplained(constraint: Constraint, situation: Situation): Candidate {
  const evidence = [observed(`it works with ${lifted(constraint)}`), ...lastLines(situation)];
  switch (constraint) {
    case "read-only-root":
      return state("path-not-writable", constraint, "it works only with a writable root file system, and which path it writes could not be seen; find it (docker diff), or keep the root file system writable", evidence, { kind: "writable-root" });
    case "user":
      return state("unknown", constraint, `it works as root and not as ${situation.account === undefined ? "its user" : owner(situation.account.uid)}, and its log does not say why; look for files that only root may read or write, and for checks of the user in the program`, evidence, undefined);
    case "capabilities":
      return unnamedCapability(situation, evidence);
    case "no-new-privileges":
      return privilege(undefined, evidence, "state", situation);
    case "tmpfs-noexec":
      return noexec(situation, evidence);
    case "privileged-ports":
      return unnamedPort(situation);
    case "memory":
      return outOfMemory(situation, evidence, "state");
    case "pids":
      return tooManyProcesses(situation, evidence, "state");
    case "cpus":
      return tooSlow(situation, evidence);
  }
}

function noexec({ settings }: Situation, evidence: readonly Evidence[]): Candidate {
  const path = settings.tmpfs.find((mount) => mount.options.includes("noexec"))?.path ?? "/tmp";
  return state("not-executable", "tmpfs-noexec", `${code(path)} runs no programs (noexec), and the program starts or loads one from it; let that tmpfs run programs`, evidence, { kind: "executable-tmpfs", path }, path);
}

function state(kind: Cause["kind"], constraint: Constraint, message: string, evidence: readonly Evidence[], remedy: Cause["remedy"], subject?: string): Candidate {
  return { strength: "state", cause: { kind, constraint, subject, message, evidence, remedy } };
}

/** Nothing is known but what was tried, and the last lines of the log. */
export function unknownCause(situation: Situation): Candidate {
  const { hardened, relaxed, imageDiffers } = situation;
  const start = hardened.trial?.start;
  const tried = imageDiffers ? "; it does so with every constraint lifted too, so the image itself is what differs" : relaxed.length === 0 ? "" : `; ${relaxed.length} trials with constraints lifted did not tell more`;
  const evidence = [...lastLines(situation), ...(start?.error ? [observed(`the engine: ${start.error}`)] : [])];
  return { strength: "guess", cause: { kind: "unknown", constraint: undefined, subject: undefined, message: `${whatHappened(situation)}, and nothing says why${tried}`, evidence, remedy: undefined } };
}

function whatHappened({ hardened, failure }: Situation): string {
  const start = hardened.trial?.start;
  if (start?.outcome === "refused") return "the engine does not start it";
  if (start?.outcome === "exited" && failure.start) return `it ends by itself with exit code ${start.exitCode ?? "unknown"}${meaning(start.exitCode)}`;
  return "it does not do what the original does";
}

/** Above 128 an exit code is the number of a signal. */
function meaning(exitCode: number | undefined): string {
  if (exitCode === 139) return " (it crashed: SIGSEGV, as programs do that were built for another C library)";
  if (exitCode === 132) return " (SIGILL: it was built for a newer processor)";
  if (exitCode === 137) return " (it was killed: SIGKILL)";
  return exitCode === 134 ? " (it gave up: SIGABRT)" : "";
}

function lastLines({ hardened }: Situation): readonly Evidence[] {
  return logLines(hardened.trial?.log ?? "").slice(-MOST_LINES).map((line) => observed(`the log: ${line.text}`));
}
