import { dialectOf, programName, readShellArguments } from "./dialect.ts";

/** Words of a command that are themselves shell or a command; places count from the command's name. */
export type InnerCode =
  /** The words, joined by blanks, are a script: in the same shell for `eval`, else in a shell of its own. */
  | { readonly kind: "script"; readonly words: readonly number[]; readonly sameShell: boolean; readonly errexit: boolean; readonly pipefail: boolean }
  /** The shell reads its script from standard input. */
  | { readonly kind: "standard-input"; readonly errexit: boolean; readonly pipefail: boolean }
  /** `find … -exec command … ;`. */
  | { readonly kind: "command"; readonly start: number; readonly end: number };

const NEW_SHELL = { sameShell: false, errexit: false, pipefail: false };

const FIND_ACTIONS = new Set(["-exec", "-execdir", "-ok", "-okdir"]);

const SU_WITH_VALUE = new Set(["-s", "--shell", "-g", "--group", "-G", "--supp-group", "-w", "--whitelist-environment"]);

/** The code inside a command's words. `values` begins with the command's name. */
export function findInnerCode(values: readonly (string | undefined)[]): readonly InnerCode[] {
  const [program] = values;
  if (program === undefined) return [];
  const name = programName(program);
  if (name === "eval") return values.length === 1 ? [] : [{ kind: "script", ...NEW_SHELL, sameShell: true, words: values.slice(1).map((_, index) => index + 1) }];
  if (name === "find") return findActions(values);
  if (name === "su" || name === "runuser") return suCommand(values);
  const dialect = dialectOf(program);
  return dialect === "sh" || dialect === "bash" ? shellCode(dialect, values) : [];
}

function shellCode(dialect: "sh" | "bash", values: readonly (string | undefined)[]): readonly InnerCode[] {
  const { errexit, pipefail, command, script } = readShellArguments(dialect, values.slice(1));
  if (command !== undefined) return [{ kind: "script", words: [command + 1], sameShell: false, errexit, pipefail }];
  return script === undefined ? [{ kind: "standard-input", errexit, pipefail }] : [];
}

function findActions(values: readonly (string | undefined)[]): readonly InnerCode[] {
  const found: InnerCode[] = [];
  for (let at = 1; at < values.length; at++) {
    if (!FIND_ACTIONS.has(values[at] ?? "")) continue;
    const start = at + 1;
    while (at < values.length && values[at] !== ";" && !(values[at] === "+" && values[at - 1] === "{}")) at++;
    if (start < at) found.push({ kind: "command", start, end: at });
  }
  return found;
}

function suCommand(values: readonly (string | undefined)[]): readonly InnerCode[] {
  for (let at = 1; at < values.length - 1; at++) {
    const value = values[at] ?? "";
    if (SU_WITH_VALUE.has(value)) at++;
    else if (value === "--command" || (value.startsWith("-") && !value.startsWith("--") && value.endsWith("c"))) return [{ kind: "script", ...NEW_SHELL, words: [at + 1] }];
  }
  return [];
}
