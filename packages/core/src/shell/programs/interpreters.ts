import type { Command, ShellScript, Word } from "../command.ts";
import { dialectOf, readShellArguments } from "../dialect.ts";
import type { Range } from "../../source/text.ts";
import { readArguments, writtenValue } from "./arguments.ts";

/** How a program finds the code that it runs. */
interface InterpreterGrammar {
  /** Letters of options that take a value and leave where the code comes from as it is. */
  readonly short: string;
  /** Options whose value is the code, or that name it. */
  readonly code: readonly string[];
}

/** Source: the manual page of each interpreter. */
const INTERPRETERS: Readonly<Record<string, InterpreterGrammar>> = {
  python: { short: "WXQ", code: ["-c", "-m"] },
  pypy: { short: "WX", code: ["-c", "-m"] },
  perl: { short: "IMmCDx0", code: ["-e", "-E", "-n", "-p"] },
  ruby: { short: "IrCEKTW", code: ["-e", "-n", "-p"] },
  node: { short: "rC", code: ["-e", "--eval", "-p", "--print", "-c", "--check"] },
  nodejs: { short: "r", code: ["-e", "--eval", "-p", "--print"] },
  deno: { short: "", code: [] },
  bun: { short: "", code: ["-e", "--eval"] },
  php: { short: "cdzt", code: ["-r", "-f", "--run", "--file", "-S"] },
  lua: { short: "l", code: ["-e"] },
  Rscript: { short: "", code: ["-e"] },
  tclsh: { short: "", code: [] },
};

/** Shells whose own grammar is not read but which run what they are given all the same. */
const OTHER_SHELLS = new Set(["zsh", "ksh", "mksh", "fish", "csh", "tcsh", "pwsh", "powershell"]);

const STANDARD_INPUT = new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

/** Whether a command runs what it reads from standard input: `sh`, `bash -s`, `python3 -`, not `python3 -c …` or `sh file`. */
export function runsStandardInput(command: Command): boolean {
  const { name, words } = command;
  if (name === undefined || command.wrappers.some((wrapper) => wrapper.name === "xargs")) return false;
  const values = words.slice(1).map(({ value }) => value);
  if (name === "." || name === "source") return STANDARD_INPUT.has(values[0] ?? "");
  if (isShell(name)) {
    const { command: code, script } = readShellArguments("sh", values);
    return code === undefined && (script === undefined || STANDARD_INPUT.has(values[script] ?? ""));
  }
  const grammar = interpreter(name);
  if (grammar === undefined) return false;
  const { options, operands } = readArguments(words.slice(1), { short: grammar.short + letters(grammar.code), long: grammar.code.filter((option) => option.startsWith("--")) });
  if (options.some((option) => grammar.code.includes(option.name))) return false;
  const separator = values.indexOf("--");
  const behind = separator === -1 ? 0 : values.length - separator - 1;
  const [first] = operands;
  return first === undefined || STANDARD_INPUT.has(writtenValue(first)) || (name.startsWith("php") && operands.length === behind);
}

/**
 * Whether a command runs the output that is substituted at `range`, which stands in one of its words: `sh -c "$(…)"`,
 * `bash <(…)`, `eval "$(…)"`, `. <(…)`.
 */
export function runsSubstitution(command: Command, range: Range): boolean {
  const { name, words } = command;
  if (name === undefined) return words[0] !== undefined && holds(words[0], range);
  const at = words.findIndex((word) => holds(word, range));
  if (name === "eval") return at > 0;
  if (name === "." || name === "source") return at === 1;
  if (isShell(name)) {
    const hereString = command.redirections.some(({ operator, target }) => (operator === "<" || operator === "<<<") && target !== undefined && holds(target, range));
    if (hereString) return runsStandardInput(command);
    const { command: code, script } = readShellArguments("sh", words.slice(1).map(({ value }) => value));
    return at > 0 && at === (code ?? script ?? -1) + 1;
  }
  const grammar = interpreter(name);
  if (grammar === undefined || at < 1) return false;
  const option = words[at - 1]?.value ?? "";
  return at === 1 || (option.startsWith("-") && !option.startsWith("--") && grammar.code.some((code) => option.endsWith(code.slice(1)))) || grammar.code.includes(option);
}

/** For every command the one in whose words or redirections it stands; undefined for those of the script itself. */
export function enclosingCommands(script: ShellScript): readonly (Command | undefined)[] {
  const open: Command[] = [];
  return script.commands.map((command) => {
    while (open.length > 0 && !encloses(open.at(-1), command)) open.pop();
    const enclosing = open.at(-1);
    open.push(command);
    return enclosing;
  });
}

function encloses(outer: Command | undefined, inner: Command): boolean {
  return outer !== undefined && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
}

function isShell(name: string): boolean {
  const dialect = dialectOf(name);
  return dialect === "sh" || dialect === "bash" || OTHER_SHELLS.has(name);
}

/** `python3.12` is `python`. */
function interpreter(name: string): InterpreterGrammar | undefined {
  let end = name.length;
  while (end > 0 && "0123456789.".includes(name.charAt(end - 1))) end--;
  const base = name.slice(0, end);
  return Object.hasOwn(INTERPRETERS, base) ? INTERPRETERS[base] : undefined;
}

function letters(options: readonly string[]): string {
  return options.filter((option) => !option.startsWith("--")).map((option) => option.slice(1)).join("");
}

function holds(word: Word, range: Range): boolean {
  return word.range.start <= range.start && range.end <= word.range.end;
}
