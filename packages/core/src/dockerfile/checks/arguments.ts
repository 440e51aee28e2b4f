import type { Argument, Instruction, Keyword, SyntaxDiagnostic } from "../syntax.ts";
import { excerpt, type Diagnostics, type Level } from "../parser/diagnostics.ts";
import { heredocOperator } from "../parser/heredocs.ts";

type Report = (code: SyntaxDiagnostic["code"], place: { readonly range: SyntaxDiagnostic["range"] }, message: string, level?: Level) => void;
type Check = (instruction: Instruction, report: Report) => void;

const CHECKS: Readonly<Record<Keyword, Check>> = {
  ADD: checkPaths,
  ARG: (instruction, report) => {
    needArgument(instruction, report);
    checkNames(instruction, report);
  },
  CMD: warnOfNoCommand,
  COPY: checkPaths,
  ENTRYPOINT: warnOfNoCommand,
  ENV: checkPairs,
  EXPOSE: needArgument,
  FROM: checkFrom,
  HEALTHCHECK: checkHealthCheck,
  LABEL: checkPairs,
  MAINTAINER: needArgument,
  ONBUILD: checkTrigger,
  RUN: warnOfNoCommand,
  SHELL: checkShell,
  STOPSIGNAL: needArgument,
  USER: needArgument,
  VOLUME: checkVolume,
  WORKDIR: needArgument,
};

/** Report arguments that are missing, too many or not what the instruction takes. */
export function checkArguments(instruction: Instruction, diagnostics: Diagnostics, level: Level): void {
  if (instruction.keyword === undefined) return;
  CHECKS[instruction.keyword](instruction, (code, { range }, message, own = level) => diagnostics.add(own, code, range, message));
}

function needArgument(instruction: Instruction, report: Report): void {
  if (instruction.arguments.length === 0) report("missing-arguments", keywordPlace(instruction), `${instruction.keyword} needs an argument.`);
}

/** BuildKit builds it: the command is then empty, which is rarely what someone wanted. */
function warnOfNoCommand(instruction: Instruction, report: Report): void {
  if (instruction.arguments.length > 0 || instruction.form === "exec") return;
  report("missing-arguments", keywordPlace(instruction), `${instruction.keyword} has no command.`, "warning");
}

function checkPaths(instruction: Instruction, report: Report): void {
  const { keyword, arguments: paths } = instruction;
  const destination = paths.at(-1);
  if (paths.length < 2) report("missing-arguments", keywordPlace(instruction), `${keyword} needs a source and a destination.`);
  else if (destination !== undefined && heredocOperator(destination.text, { start: 0, end: destination.text.length }) !== undefined) {
    report("invalid-value", destination, `${keyword} cannot write to a heredoc; a path must follow it.`);
  }
}

function checkPairs(instruction: Instruction, report: Report): void {
  needArgument(instruction, report);
  checkNames(instruction, report);
  for (const argument of instruction.arguments) {
    // BuildKit's parser refuses this, also inside ONBUILD.
    if (argument.pair?.value === undefined) report("missing-value", argument, `${excerpt(argument.text)} has no value; a pair is written name=value.`, "error");
  }
}

function checkNames(instruction: Instruction, report: Report): void {
  for (const argument of instruction.arguments) {
    if (argument.pair?.key === "") report("invalid-value", argument, "The name before the = is missing.");
  }
}

function checkFrom(instruction: Instruction, report: Report): void {
  const [, as, name] = instruction.arguments;
  const count = instruction.arguments.length;
  if (count === 0) report("missing-arguments", keywordPlace(instruction), "FROM needs an image.");
  else if (as !== undefined && as.text.toLowerCase() !== "as") {
    report("too-many-arguments", as, "FROM takes an image, or an image, AS and a name for the stage.");
  } else if (as !== undefined && name === undefined) report("missing-arguments", as, "A name for the stage must follow AS.");
  else if (count > 3) report("too-many-arguments", instruction.arguments[3] ?? keywordPlace(instruction), "Nothing may follow the stage's name.");
  else if (name !== undefined && !isStageName(name.text)) {
    report("invalid-value", name, `${excerpt(name.text)} cannot name a stage: a name begins with a letter and goes on with letters, digits, - _ and . only.`);
  }
}

function isStageName(text: string): boolean {
  return /^[a-z][a-z0-9-_.]*$/.test(text.toLowerCase());
}

function checkHealthCheck(instruction: Instruction, report: Report): void {
  const { nested } = instruction;
  if (nested === undefined) {
    report("missing-arguments", keywordPlace(instruction), "HEALTHCHECK needs CMD and a command, or NONE.");
  } else if (nested.keywordText.toUpperCase() === "NONE") {
    const extra = nested.arguments[0];
    if (extra !== undefined) report("too-many-arguments", extra, "HEALTHCHECK NONE takes no arguments.");
  } else if (nested.keyword !== "CMD") {
    report("invalid-value", keywordPlace(nested), `HEALTHCHECK takes CMD or NONE, not ${excerpt(nested.keywordText)}.`);
  } else if (nested.arguments.length === 0) {
    report("missing-arguments", keywordPlace(nested), "A command must follow HEALTHCHECK CMD.");
  }
}

const NO_TRIGGERS: ReadonlySet<string> = new Set(["ONBUILD", "MAINTAINER", "FROM"]);

function checkTrigger(instruction: Instruction, report: Report): void {
  needArgument(instruction, report);
  const trigger = instruction.nested;
  if (trigger?.keyword !== undefined && NO_TRIGGERS.has(trigger.keyword)) {
    report("invalid-onbuild-trigger", keywordPlace(trigger), `${trigger.keyword} cannot stand in an ONBUILD.`);
  }
}

function checkShell(instruction: Instruction, report: Report): void {
  if (instruction.arguments.length === 0) report("missing-arguments", keywordPlace(instruction), "SHELL needs a JSON array with at least one string.");
}

function checkVolume(instruction: Instruction, report: Report): void {
  needArgument(instruction, report);
  const empty = instruction.arguments.find(({ text }) => text.trim() === "");
  if (empty !== undefined) report("invalid-value", empty, "A volume needs a path.");
}

function keywordPlace({ keywordRange }: Instruction): Pick<Argument, "range"> {
  return { range: keywordRange };
}
