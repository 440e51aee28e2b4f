import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { readStageInstruction } from "../../shell/index.ts";
import type { ShellScript } from "../../shell/command.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, FixKind, Problem } from "../rule.ts";
import { isPlainCommand } from "./plain-command.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  let hasOwnShell = false;
  for (const stage of subject.runtimeStages.toReversed()) {
    for (const instruction of stage.instructions) {
      hasOwnShell ||= instruction.keyword === "SHELL";
      const isStart = instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT";
      if (!isStart || hasOwnShell || instruction.form === "exec" || instruction.body.text.trim() === "" || !isDefaultShell(stage, instruction)) continue;
      yield {
        range: instruction.arguments[0]?.range ?? instruction.range,
        message: message(instruction),
        fix: toExecForm(subject, stage, instruction),
      };
    }
  }
}

/** The shells of Windows are meant, as is any SHELL of the file's own. */
function isDefaultShell(stage: Stage, instruction: Instruction): boolean {
  const { shell } = stage.configAt(instruction);
  return shell.known && shell.value.length === 2 && shell.value[0] === "/bin/sh" && shell.value[1] === "-c";
}

function message({ form, keywordText, keyword }: Instruction): string {
  const start = form === "invalid-json" ? `${keywordText} looks like a JSON array but is none, so a shell runs it as text` : `${keywordText} is in shell form`;
  const effect = keyword === "ENTRYPOINT" ? "the shell does not pass signals on, and CMD and the arguments of docker run are ignored" : "the shell becomes process 1 and does not pass signals on, so docker stop has to kill the program";
  return `${start}: ${effect}.`;
}

function toExecForm({ source, target }: DockerfileSubject, stage: Stage, instruction: Instruction): Fix {
  const script = instruction.form === "shell" ? readStageInstruction(stage, instruction) : undefined;
  const text = instruction.body.text.trim();
  const range = instruction.arguments[0]?.range;
  // A line that ends in the escape character and a comment between lines would not survive.
  if (script === undefined || range === undefined || instruction.heredocs.length > 0 || source.slice(range).includes("#")) return { kind: "suggested", description: "Write the command as a JSON array", edits: [] };
  const words = isPlainCommand(script) ? script.commands[0]?.words.map(({ value }) => value ?? "") : undefined;
  if (words !== undefined) {
    // A script without a first line `#!` runs in a shell and not by itself.
    const isScript = words[0]?.endsWith(".sh") === true;
    const array = json(words);
    return { kind: isScript ? "suggested" : kindOf(target, instruction), description: `Write ${instruction.keywordText} ${array}`, edits: [{ range, text: array }] };
  }
  return { kind: "suggested", description: "Keep the shell, but let it give way to the program with exec", edits: [{ range, text: json(["/bin/sh", "-c", withExec(script, text)]) }] };
}

function json(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

/** A single command without assignments can take the place of the shell. */
function withExec({ commands, lists }: ShellScript, text: string): string {
  const [only, second] = commands;
  const isSimple = only !== undefined && second === undefined && lists.length === 1 && only.assignments.length === 0;
  return isSimple && only.wrappers.every(({ name }) => name !== "exec") && !text.startsWith("exec ") ? `exec ${text}` : text;
}

/**
 * The form changes more than the shell where ENTRYPOINT and CMD meet: CMD becomes arguments of an ENTRYPOINT in exec form. So the fix
 * is only made where the other one is known to be absent.
 */
function kindOf(target: Stage | undefined, instruction: Instruction): FixKind {
  const own = instruction.keyword === "CMD" ? target?.config.cmd : target?.config.entrypoint;
  const other = instruction.keyword === "CMD" ? target?.config.entrypoint : target?.config.cmd;
  const isInForce = own?.known === true && own.value?.instruction === instruction;
  return isInForce && other?.known === true && other.value === undefined ? "behavioural" : "suggested";
}
