import { joinPath } from "../../context/path.ts";
import type { CommandSetting, Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { valueOf } from "../../source/fact.ts";
import type { StartedProgram } from "../application.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { evidenceAt, execForm, summary } from "./line.ts";

/** What becomes of ENTRYPOINT and CMD of a stage. */
export interface StartLines {
  readonly decisions: readonly Decision[];
  /** What the stage took over from its old base and must say itself on the new one. */
  readonly lines: readonly string[];
}

/** How a stage starts its program, and whether it stays on its base. */
export interface StartChange {
  readonly target: Stage;
  readonly started: StartedProgram;
  /** The working directory at the stage's end, after the changes. */
  readonly workdir: string;
  readonly keepsBase: boolean;
}

/**
 * ENTRYPOINT and CMD that start the program itself: a shell form hides it from signals, and an init, a program that only PATH finds
 * or an ENTRYPOINT of the old base may be missing on the new one. What starts the program already stays as it is written.
 */
export function convertStart(input: HardenInput, change: StartChange): StartLines {
  const decisions: Decision[] = [];
  const lines: string[] = [];
  for (const keyword of ["ENTRYPOINT", "CMD"] as const) {
    const instruction = change.target.instructions.findLast((candidate) => candidate.keyword === keyword);
    const wanted = keyword === "ENTRYPOINT" ? change.started.entrypoint : change.started.cmd;
    if (instruction !== undefined) decisions.push(...rewrite(input, change, keyword, instruction, wanted));
    else if (wanted.length > 0 && !change.keepsBase) lines.push(`${keyword} ${execForm(wanted)}`);
  }
  return { decisions, lines };
}

function rewrite(input: HardenInput, change: StartChange, keyword: "ENTRYPOINT" | "CMD", instruction: Instruction, wanted: readonly string[]): readonly Decision[] {
  const setting = valueOf(keyword === "ENTRYPOINT" ? change.target.config.entrypoint : change.target.config.cmd);
  if (setting === undefined || stays(change, keyword, setting, wanted)) return [];
  const written = summary(instruction, input.subject.source);
  const text = wanted.length === 0 ? `# Left out by bulwark: ${written}` : `${keyword} ${execForm(wanted)}`;
  return [
    {
      id: "exec-form",
      question: setting.form === "shell" ? `Does ${keyword} need a shell?` : `Does ${keyword} start the program itself?`,
      answer: "adapt",
      outcome: outcome(change, keyword, setting, wanted),
      evidence: [evidenceAt(input, instruction.range, `is ${written}`)],
      edits: [{ range: instruction.range, text }],
      rule: "use-exec-form",
    },
  ];
}

function stays(change: StartChange, keyword: "ENTRYPOINT" | "CMD", setting: CommandSetting, wanted: readonly string[]): boolean {
  const entrypoint = valueOf(change.target.config.entrypoint);
  if (setting.form === "shell") return wanted.length === 0 && keyword === "ENTRYPOINT";
  // Behind an ENTRYPOINT in shell form CMD was never heard; behind its exec form it would be.
  if (wanted.length === 0 && keyword === "CMD" && entrypoint?.form === "shell") return setting.argv.length === 0;
  if (change.keepsBase) return true;
  const [program, ...rest] = setting.argv;
  if (rest.length + 1 !== wanted.length || rest.some((word, index) => word !== wanted[index + 1])) return setting.argv.length === 0 && wanted.length === 0;
  const isFound = program !== undefined && program.includes("/") && joinPath(change.workdir, program) === wanted[0];
  return program === wanted[0] || isFound;
}

function outcome(change: StartChange, keyword: string, setting: CommandSetting, wanted: readonly string[]): string {
  const { path } = change.started;
  if (wanted.length === 0 && keyword === "CMD") return "CMD is left out: an ENTRYPOINT in shell form never heard it";
  if (wanted.length === 0) return `${setting.argv.join(" ")} is left out: it only passes on signals, which the engine's own init does too (--init)`;
  if (setting.form === "shell") return `${keyword} in exec form, so that signals reach the program`;
  const isWrapped = setting.argv.length > wanted.length;
  return `${keyword} starts ${path} itself: ${isWrapped ? `${setting.argv[0] ?? "what stood before it"} is not in the base, and the engine's own init does the same (--init)` : "by its path it needs no PATH"}`;
}
