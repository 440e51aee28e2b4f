import type { Evidence } from "../../../source/fact.ts";
import type { CauseKind, Remedy } from "../../cause.ts";
import { constraintOf, type Candidate } from "../candidate.ts";
import { programProblem } from "../image/program.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, mode, observed, owner, said } from "../wording.ts";
import { absolutePath, mountOver } from "./mounts.ts";

/** `permission denied` where nothing is written: files that may not be read, and programs that may not be run. */
export function denials(situation: Situation): readonly Candidate[] {
  return situation.symptoms.flatMap((symptom) => {
    if (symptom.subject === undefined || (symptom.kind !== "denied" && symptom.kind !== "execution-denied")) return [];
    const path = absolutePath(symptom.subject, situation);
    return noexec(path, symptom, situation) ?? (symptom.kind === "denied" ? unreadable(path, symptom, situation) : unexecutable(path, symptom, situation)) ?? [];
  });
}

/** A tmpfs is the program's own to write in, so what is denied there is to run something. */
function noexec(path: string, symptom: Observed, situation: Situation): readonly Candidate[] | undefined {
  const mount = mountOver(path, situation);
  if (mount?.kind !== "tmpfs" || !mount.options.includes("noexec")) return undefined;
  const message = `${code(mount.path)} runs no programs (noexec): the program starts or loads ${code(path)}, which it put there; let that tmpfs run programs, or put the file elsewhere`;
  return [denial("not-executable", mount.path, message, [said(symptom)], { kind: "executable-tmpfs", path: mount.path }, situation)];
}

function unreadable(path: string, symptom: Observed, situation: Situation): readonly Candidate[] | undefined {
  const { hardenedFiles, account } = situation;
  const barrier = account === undefined || account.uid === 0 ? undefined : hardenedFiles?.barrier(path, account, "read");
  const file = barrier === undefined ? undefined : hardenedFiles?.at(barrier);
  if (barrier === undefined || file === undefined || account === undefined) return undefined;
  const shown = `in the hardened image ${code(barrier)} belongs to ${file.uid}:${file.gid} with mode ${mode(file.mode)}`;
  const remedy = `copy it with --chown=${account.uid}:${account.gid}, or with a mode that lets others read it`;
  const message =
    barrier === path
      ? `${code(path)} can be read only by ${owner(file.uid)}, and the program runs as ${owner(account.uid)}: ${remedy}`
      : `${code(path)} lies in ${code(barrier)}, which only ${owner(file.uid)} may enter, and the program runs as ${owner(account.uid)}: keep it in a folder that is open to it`;
  return [denial("path-not-readable", path, message, [said(symptom), observed(shown)], undefined, situation)];
}

function unexecutable(path: string, symptom: Observed, situation: Situation): readonly Candidate[] | undefined {
  const { hardenedFiles, account } = situation;
  if (hardenedFiles === undefined) return undefined;
  const problem = programProblem(symptom.subject ?? path, { files: hardenedFiles, account });
  if (problem?.problem === "mode") return [denial("not-executable", problem.program, modeWords(problem, situation), [said(symptom)], undefined, situation)];
  return unreadable(path, symptom, situation);
}

/** Why a program's mode keeps it from being started. */
export function modeWords(problem: { readonly program: string; readonly mode: number; readonly owner: number; readonly others: boolean }, { account, originalFiles }: Situation): string {
  const before = originalFiles?.at(problem.program);
  const differs = before !== undefined && before.mode !== problem.mode ? ` (${mode(before.mode)} in the original)` : "";
  if (!problem.others) return `${code(problem.program)} has no permission to be executed, with mode ${mode(problem.mode)}${differs}: give it one, with COPY --chmod=755 or chmod +x before it is copied`;
  return `${code(problem.program)} may be run only by ${owner(problem.owner)}, with mode ${mode(problem.mode)}${differs}, and the container runs as ${owner(account?.uid ?? 0)}: copy it with --chmod=755 or --chown`;
}

function denial(kind: CauseKind, subject: string, message: string, evidence: readonly Evidence[], remedy: Remedy | undefined, situation: Situation): Candidate {
  return { strength: "shown", cause: { kind, constraint: constraintOf(kind, situation), subject, message, evidence, remedy } };
}
