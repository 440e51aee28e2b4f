import type { ShellDialect } from "./command.ts";

/** A shell as it is started: `bash -eo pipefail -c`. */
export interface ShellInvocation {
  readonly dialect: ShellDialect;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** Places of the words in the arguments: the string of `-c`, or the script's file. */
  readonly command: number | undefined;
  readonly script: number | undefined;
}

const DIALECTS: Readonly<Record<string, ShellDialect>> = {
  sh: "sh", ash: "sh", dash: "sh", bash: "bash", rbash: "bash",
  powershell: "powershell", pwsh: "powershell", cmd: "cmd",
  zsh: "other", ksh: "other", mksh: "other", fish: "other", csh: "other", tcsh: "other",
};

const LONG_WITH_VALUE = new Set(["--rcfile", "--init-file"]);

/** A program's name without its folder and `.exe`, for both kinds of slash. */
export function programName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return name.toLowerCase().endsWith(".exe") ? name.slice(0, -".exe".length).toLowerCase() : name;
}

/** Which shell a program is; undefined for what is no shell. */
export function dialectOf(program: string): ShellDialect | undefined {
  const name = programName(program);
  return Object.hasOwn(DIALECTS, name) ? DIALECTS[name] : undefined;
}

/** The shell that a SHELL instruction names, also behind `env`, `conda run` and the like; "other" when there is none. */
export function readShellSetting(argv: readonly string[]): ShellInvocation {
  const at = argv.findIndex((word) => dialectOf(word) !== undefined);
  const program = argv[at];
  const dialect = program === undefined ? "other" : (dialectOf(program) ?? "other");
  return readShellArguments(dialect, argv.slice(at + 1));
}

/** The interpreter of a `#!` line; undefined when the text has none. */
export function readShebang(text: string): ShellInvocation | undefined {
  if (!text.startsWith("#!")) return undefined;
  const end = text.indexOf("\n");
  const words = text.slice(2, end === -1 ? undefined : end).trim().split(/[ \t]+/);
  return readShellSetting(words);
}

/**
 * What stands behind a shell's name. An undefined value is one that is not certain, and is taken for an operand.
 * Source: POSIX XCU `sh`, bash manual 6.1.
 */
export function readShellArguments(dialect: ShellDialect, values: readonly (string | undefined)[]): ShellInvocation {
  let errexit = false;
  let pipefail = false;
  let takesCommand = false;
  let takesInput = false;
  let at = 0;
  for (; at < values.length; at++) {
    const value = values[at];
    if (value === undefined || value.length < 2 || !"-+".includes(value.charAt(0))) break;
    if (value === "--") {
      at++;
      break;
    }
    if (value.startsWith("--")) {
      if (LONG_WITH_VALUE.has(value)) at++;
      continue;
    }
    const on = value.startsWith("-");
    if (on) {
      takesCommand ||= value.includes("c");
      takesInput ||= value.includes("s");
    }
    if (value.includes("e")) errexit = on;
    if (value.includes("o") || value.includes("O")) {
      at++;
      if (values[at] === "pipefail") pipefail = on;
      if (values[at] === "errexit") errexit = on;
    }
  }
  const operand = at < values.length && !(values[at] === "-" && !takesCommand) ? at : undefined;
  return { dialect, errexit, pipefail, command: takesCommand ? operand : undefined, script: takesCommand || takesInput ? undefined : operand };
}
