import type { Stage } from "../dockerfile/model.ts";
import type { Argument, Heredoc, Instruction } from "../dockerfile/syntax.ts";
import { valueOf } from "../source/fact.ts";
import { MappedText } from "../source/mapped-text.ts";
import type { ShellDialect, ShellScript } from "./command.ts";
import { readShebang, readShellSetting, type ShellInvocation } from "./dialect.ts";
import { joinMapped, withoutCarriageReturns, type ScriptText } from "./script-text.ts";
import { CommandReader } from "./read-commands.ts";
import type { SourcedWord } from "./read-words.ts";
import { ShellScope } from "./scope.ts";

/** What an instruction's shell is and sees. */
export interface ShellOptions {
  /** The SHELL in force, `["/bin/sh", "-c"]` by default. */
  readonly shell: readonly string[];
  /** The certain value of an ARG or ENV. */
  readonly variables: (name: string) => string | undefined;
}

const DEFAULT_SHELL: readonly string[] = ["/bin/sh", "-c"];

/**
 * The commands of RUN, CMD, ENTRYPOINT and of the CMD inside HEALTHCHECK; undefined for other instructions and `HEALTHCHECK NONE`.
 * A word inside the quotes of an inner script (`sh -c '…'`, a JSON string) counts as editable when it stands there verbatim: what
 * replaces it must hold no quote and no backslash. Never throws; what could not be read stands in `problems`.
 * Source: BuildKit `dispatchRun` for heredocs and forms.
 */
export function readShell(instruction: Instruction, options: ShellOptions): ShellScript | undefined {
  if (instruction.keyword === "HEALTHCHECK") {
    const { nested } = instruction;
    const script = nested?.keyword === "CMD" ? readShell(nested, options) : undefined;
    return script && { ...script, instruction };
  }
  if (instruction.keyword !== "RUN" && instruction.keyword !== "CMD" && instruction.keyword !== "ENTRYPOINT") return undefined;
  if (instruction.form === "exec") return readExecForm(instruction);
  const text = scriptText(instruction);
  const shebang = isOneHeredoc(instruction) ? readShebang(text.text) : undefined;
  const invocation = shebang ?? readShellSetting(options.shell);
  if (invocation.dialect !== "sh" && invocation.dialect !== "bash") return leftAlone(instruction, invocation.dialect, text);
  return readScript(instruction, text, invocation, options);
}

/** The commands of a text that is no part of the Dockerfile, a script or a recipe, with ranges into that text. */
export function readShellText(text: string, variables: ShellOptions["variables"] = () => undefined): Pick<ShellScript, "commands" | "complete"> {
  const invocation = readShebang(text) ?? readShellSetting(DEFAULT_SHELL);
  if (invocation.dialect !== "sh" && invocation.dialect !== "bash") return { commands: [], complete: false };
  const reader = new CommandReader();
  reader.readScript({ mapped: withoutCarriageReturns(MappedText.at(text, 0)), editable: true }, new ShellScope(variables, invocation));
  return { commands: reader.commands, complete: reader.problems.length === 0 };
}

const scripts = new WeakMap<Stage, readonly ShellScript[]>();

/** The scripts of a stage's RUN instructions in order, read once. */
export function readStageShell(stage: Stage): readonly ShellScript[] {
  const before = scripts.get(stage);
  if (before !== undefined) return before;
  const read = stage.instructions.filter(({ keyword }) => keyword === "RUN").flatMap((instruction) => readStageInstruction(stage, instruction) ?? []);
  scripts.set(stage, read);
  return read;
}

/** The scripts of the RUNs behind ONBUILD: they run in the builds of images that are made from this one. */
export function readTriggerShell(stage: Stage): readonly ShellScript[] {
  return stage.instructions.flatMap(({ keyword, nested }) => (keyword === "ONBUILD" && nested?.keyword === "RUN" ? (readStageInstruction(stage, nested) ?? []) : []));
}

/** `readShell` with the SHELL and the variables that the stage has in force there. */
export function readStageInstruction(stage: Stage, instruction: Instruction): ShellScript | undefined {
  const scope = stage.variablesAt(instruction);
  const shell = valueOf(stage.configAt(instruction).shell) ?? DEFAULT_SHELL;
  return readShell(instruction, { shell, variables: (name) => scope.get(name)?.value });
}

function readScript(instruction: Instruction, text: MappedText, invocation: ShellInvocation, options: ShellOptions): ShellScript {
  const reader = new CommandReader();
  reader.readScript({ mapped: text, editable: true }, new ShellScope(options.variables, invocation));
  return finished(instruction, invocation.dialect, text, reader);
}

function readExecForm(instruction: Instruction): ShellScript {
  const reader = new CommandReader();
  const { body } = instruction;
  const range = body.toSourceRange({ start: 0, end: body.text.trimEnd().length });
  reader.readVector(instruction.arguments.map(vectorWord), range, { mapped: body, editable: true });
  return finished(instruction, "exec", body, reader);
}

function finished(instruction: Instruction, dialect: ShellDialect, text: MappedText, reader: CommandReader): ShellScript {
  const { commands, lists, problems } = reader;
  return { instruction, dialect, text, commands, lists, complete: problems.length === 0, problems };
}

function leftAlone(instruction: Instruction, dialect: ShellDialect, text: MappedText): ShellScript {
  return { instruction, dialect, text, commands: [], lists: [], complete: false, problems: [] };
}

/** A JSON string: its range is what stands between the quotes, and only without escapes does it stand there as it reads. */
function vectorWord(argument: Argument): SourcedWord {
  const { text, mapped } = argument;
  const range = { start: argument.range.start + 1, end: argument.range.end - 1 };
  const editable = range.end - range.start === text.length;
  const script = (): ScriptText => ({ mapped, editable });
  return { word: { text, range, value: text, variables: [], editable }, pieces: [], script };
}

/** Whether the whole body is one heredoc, whose content then is the script itself. */
function isOneHeredoc(instruction: Instruction): boolean {
  const [heredoc, second] = instruction.heredocs;
  if (heredoc === undefined || second !== undefined) return false;
  const { body } = instruction;
  const written = body.toSourceRange({ start: body.text.length - body.text.trimStart().length, end: body.text.trimEnd().length });
  return written.start === heredoc.operatorRange.start && written.end === heredoc.operatorRange.end;
}

/** What BuildKit hands to the shell: the body, or the one heredoc's content, or both as they stand in the file. */
function scriptText(instruction: Instruction): MappedText {
  const { body, heredocs } = instruction;
  const [only] = heredocs;
  if (only === undefined) return body;
  if (isOneHeredoc(instruction)) return withoutCarriageReturns(only.content);
  return withoutCarriageReturns(joinMapped([body, ...heredocs.flatMap(withTerminator)]));
}

function withTerminator(heredoc: Heredoc): MappedText[] {
  const { content, name, terminatorRange } = heredoc;
  const terminator = terminatorRange === undefined ? new MappedText(name, []) : MappedText.at(name, terminatorRange.end - name.length);
  const lineEnd = new MappedText("\n", []);
  return [lineEnd, content, ...(content.text === "" || content.text.endsWith("\n") ? [] : [lineEnd]), terminator];
}
