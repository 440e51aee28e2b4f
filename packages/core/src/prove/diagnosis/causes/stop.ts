import { fileNameOf } from "../../../context/path.ts";
import { INITS } from "../../../shell/wrappers.ts";
import type { ImageConfig } from "../../../image/contents.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { Remedy } from "../../cause.ts";
import type { Stop } from "../../trial.ts";
import type { Candidate } from "../candidate.ts";
import { isShell } from "../image/program.ts";
import type { Situation } from "../situation.ts";
import { code, observed } from "../wording.ts";

/** What an image that says nothing is stopped with. */
const DEFAULT_SIGNAL = "SIGTERM";
/** The container does not end as the original does when it is told to. */
export function badStop(situation: Situation): readonly Candidate[] {
  const { failure, original, hardened } = situation;
  const [before, after] = [original.trial?.stop, hardened.trial?.stop];
  if (before === undefined || after === undefined || failure.stop === undefined) return [];
  return [failure.stop === "ignored" ? ignored(before, after, situation) : exitCode(before, after, situation)];
}

function ignored(before: Stop, after: Stop, situation: Situation): Candidate {
  const { why, remedy } = reasonOf(situation);
  const signal = situation.hardened.image?.config.stopSignal || DEFAULT_SIGNAL;
  const message = `${signal} does not end it within ${after.grace} s, and it is killed; the original ends after ${duration(before.milliseconds)}: ${why}`;
  return { strength: "state", cause: { kind: "signal-ignored", constraint: undefined, subject: signal, message, evidence: startOf(situation), remedy } };
}

interface Reason {
  readonly why: string;
  readonly remedy: Remedy | undefined;
}

function reasonOf({ original, hardened, settings }: Situation): Reason {
  const [before, after] = [original.image?.config, hardened.image?.config];
  const [was, is] = [before?.stopSignal || DEFAULT_SIGNAL, after?.stopSignal || DEFAULT_SIGNAL];
  if (before !== undefined && after !== undefined && was !== is) return { why: `it is stopped with ${is} here and with ${was} in the original; write STOPSIGNAL ${was}`, remedy: undefined };
  const init: Remedy | undefined = settings.init ? undefined : { kind: "init" };
  if (init !== undefined && INITS.has(fileNameOf(programOf(before)))) return { why: `the original starts ${code(programOf(before))}, which passes signals on, and the hardened image does not; start an init in front of it (--init)`, remedy: init };
  const program = programOf(after);
  if (isShell(program)) return { why: `process 1 is the shell ${code(program)}, which passes no signal on; start the program itself, in exec form, or an init in front of it (--init)`, remedy: init };
  if (init === undefined) return { why: "the program itself does not end on it; let it handle the signal", remedy: undefined };
  // pid_namespaces(7): process 1 gets no signal for which it has set no handler.
  return { why: `process 1 is ${code(program)}, and the kernel has no default action for process 1; start an init in front of it (--init), or let the program handle the signal`, remedy: init };
}

function programOf(config: ImageConfig | undefined): string {
  return [...(config?.entrypoint ?? []), ...(config?.cmd ?? [])][0] ?? "";
}

function startOf({ original, hardened }: Situation): readonly Evidence[] {
  const words = (config: ImageConfig | undefined) => JSON.stringify([...(config?.entrypoint ?? []), ...(config?.cmd ?? [])]);
  return [observed(`the original starts ${words(original.image?.config)}`), observed(`the hardened image starts ${words(hardened.image?.config)}`)];
}

function exitCode(before: Stop, after: Stop, situation: Situation): Candidate {
  const message = `after ${situation.hardened.image?.config.stopSignal || DEFAULT_SIGNAL} it ends with exit code ${after.exitCode}, and the original with ${before.exitCode}: whoever watches exit codes sees a difference${describeCode(after.exitCode)}`;
  return { strength: "state", cause: { kind: "exit-code-differs", constraint: undefined, subject: String(after.exitCode), message, evidence: startOf(situation), remedy: undefined } };
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Above 128 an exit code is the number of a signal. */
function describeCode(code: number): string {
  if (code === 143) return " (143 is death by SIGTERM: it does not handle the signal)";
  return code === 137 ? " (137 is death by SIGKILL)" : "";
}
