import { readShellText } from "../../../shell/index.ts";
import type { Comparison } from "../../answer.ts";
import type { Candidate } from "../candidate.ts";
import { isShell, programProblem } from "../image/program.ts";
import type { Situation } from "../situation.ts";
import { symptomsOf } from "../symptoms.ts";
import { code, observed } from "../wording.ts";

/** What every shell does itself (POSIX XCU 2.14, and what dash, bash and BusyBox have besides). */
const BUILT_IN = new Set([":", ".", "[", "break", "cd", "command", "continue", "echo", "eval", "exec", "exit", "export", "false", "kill", "printf", "pwd", "read", "return", "set", "shift", "test", "trap", "true", "type", "umask", "unset", "wait"]);

/** A health check whose own program or shell is not in the image: the check is broken, and the service may be well. */
export function brokenHealthCheck(situation: Situation): readonly Candidate[] {
  const comparison = situation.failure.answers.find(({ original, hardened }) => original.kind === "health" || hardened.kind === "health");
  if (comparison === undefined || situation.failure.start) return [];
  if (comparison.hardened.kind === "health" && comparison.hardened.status === "none") return [withoutCheck(comparison)];
  const missing = missingProgram(situation) ?? namedProgram(comparison);
  if (missing === undefined) return [];
  const what = isShell(missing) ? `its command is in shell form and the image has no shell (${code(missing)})` : `it starts ${code(missing)}, which is not in the image`;
  const message = `the health check cannot run: ${what}; let the program check itself in exec form, or leave the check to whoever runs the container`;
  const output = comparison.hardened.kind === "health" && comparison.hardened.output !== "" ? [observed(`the check says: ${comparison.hardened.output}`)] : [];
  return [{ strength: "shown", cause: { kind: "health-check-broken", constraint: undefined, subject: missing, message, evidence: [...output, observed(`HEALTHCHECK ${(situation.hardened.image?.config.healthcheck ?? []).join(" ")}`)], remedy: undefined } }];
}

function withoutCheck({ probe }: Comparison): Candidate {
  const message = "the hardened image has no health check, and the original has one: it was left out, since its program is not in this base; let the program check itself in exec form, or leave the check to whoever runs the container";
  return { strength: "shown", cause: { kind: "health-check-broken", constraint: undefined, subject: undefined, message, evidence: [observed(`${probe}: none`)], remedy: undefined } };
}

/** The first program of the check, as the image's configuration writes it, that the image does not have. */
function missingProgram({ hardened, hardenedFiles }: Situation): string | undefined {
  const [form, ...words] = hardened.image?.config.healthcheck ?? [];
  if (hardenedFiles === undefined || (form !== "CMD" && form !== "CMD-SHELL")) return undefined;
  const programs = form === "CMD" ? words.slice(0, 1) : ["/bin/sh", ...calledBy(words[0] ?? "")];
  return programs.find((program) => programProblem(program, { files: hardenedFiles, account: undefined })?.problem === "absent");
}

function calledBy(script: string): readonly string[] {
  return readShellText(script).commands.flatMap((command) => command.words[0]?.value ?? []).filter((program) => program !== "" && !BUILT_IN.has(program));
}

/** What the engine says when it could not start the check. */
function namedProgram({ hardened }: Comparison): string | undefined {
  return hardened.kind === "health" ? symptomsOf(hardened.output).find((symptom) => symptom.kind === "program")?.subject : undefined;
}
