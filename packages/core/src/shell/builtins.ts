import { DECLARES } from "./control-flow.ts";
import { unsplitValue } from "./expansion.ts";
import type { ShellScope } from "./scope.ts";
import type { AssignmentSyntax, WordSyntax } from "./syntax/tree.ts";

/** `NAME=value` without a command: the value holds from here on. */
export function applyAssignment(assignment: AssignmentSyntax, scope: ShellScope): void {
  const value = unsplitValue(assignment.value, scope);
  const before = assignment.append ? scope.get(assignment.name) : "";
  scope.set(assignment.name, value === undefined || before === undefined ? undefined : before + value);
}

/** What a builtin changes in the shell that reads on: options, variables, or everything. */
export function applyBuiltin(words: readonly WordSyntax[], scope: ShellScope): void {
  const values = words.map((word) => unsplitValue(word, scope));
  const [name, ...rest] = values;
  if (name === "set") applySet(rest, scope);
  else if (name === "." || name === "source" || name === "eval") scope.forget();
  else if (name === "printf" && rest[0] === "-v" && rest[1] !== undefined) scope.set(rest[1], undefined);
  else if (name !== undefined && DECLARES.has(name)) declare(words.slice(1), name, scope);
}

function declare(words: readonly WordSyntax[], builtin: string, scope: ShellScope): void {
  for (const word of words) {
    const equals = word.text.indexOf("=");
    const name = equals === -1 ? word.text : word.text.slice(0, equals);
    if (equals === -1 && (builtin === "export" || builtin === "readonly" || builtin === "declare" || builtin === "typeset")) continue;
    const value = equals === -1 ? undefined : unsplitValue(word, scope);
    scope.set(name.endsWith("+") ? name.slice(0, -1) : name, name.endsWith("+") ? undefined : value?.slice(equals + 1));
  }
}

/** Source: POSIX XCU `set`; `pipefail` since POSIX 2024, in bash and busybox long before. */
function applySet(values: readonly (string | undefined)[], scope: ShellScope): void {
  for (const [at, value] of values.entries()) {
    if (value === undefined || value === "--" || !"-+".includes(value.charAt(0))) continue;
    const on = value.startsWith("-");
    if (value.includes("e")) scope.errexit = on;
    const option = value.includes("o") ? values[at + 1] : undefined;
    if (option === "errexit") scope.errexit = on;
    if (option === "pipefail") scope.pipefail = on;
  }
}
