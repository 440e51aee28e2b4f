/** A recipe line of a Makefile or justfile as the shell gets it; continued lines stay in it as they stand. */
export interface RecipeLine {
  readonly script: string;
  /** Counted from 1. */
  readonly line: number;
}

const LONGEST_VALUE = 4096;

/**
 * The recipe lines of a Makefile, with the variables that it sets once and plainly put in. A reference to any other stays and is, to
 * a shell, a command whose output nobody knows. Source: GNU make manual, "Writing Recipes", "How to Use Variables".
 */
export function makeRecipes(text: string): readonly RecipeLine[] {
  const lines = joinContinued(text);
  const variables = plainVariables(lines);
  return lines
    .filter(({ script }) => script.startsWith("\t"))
    .map(({ script, line }) => ({ script: substitute(withoutPrefix(script.slice(1)), variables), line }));
}

/** The indented lines of a justfile; `{{ … }}` has no certain value. Source: just manual, "Recipes". */
export function justRecipes(text: string): readonly RecipeLine[] {
  return joinContinued(text)
    .filter(({ script }) => script.startsWith(" ") || script.startsWith("\t"))
    .map(({ script, line }) => ({ script: withoutPrefix(script.trimStart()), line }));
}

function joinContinued(text: string): readonly RecipeLine[] {
  const joined: RecipeLine[] = [];
  let open: { script: string[]; readonly line: number } | undefined;
  for (const [index, written] of text.split("\n").entries()) {
    const line = written.endsWith("\r") ? written.slice(0, -1) : written;
    open ??= { script: [], line: index + 1 };
    open.script.push(line);
    if (line.endsWith("\\")) continue;
    joined.push({ script: open.script.join("\n"), line: open.line });
    open = undefined;
  }
  return open === undefined ? joined : [...joined, { script: open.script.join("\n"), line: open.line }];
}

/** `@` silences, `-` ignores errors, `+` always runs. */
function withoutPrefix(script: string): string {
  let start = 0;
  while ("@-+ ".includes(script[start] ?? "x")) start++;
  return script.slice(start);
}

/** Variables that are set in one place, for all targets; `?=` is taken as the default that it is. */
function plainVariables(lines: readonly RecipeLine[]): ReadonlyMap<string, string | undefined> {
  const variables = new Map<string, string | undefined>([["CURDIR", "."], ["PWD", "."]]);
  for (const { script } of lines) {
    const equals = script.startsWith("\t") ? -1 : script.indexOf("=");
    if (equals === -1) continue;
    const words = withoutOperator(script.slice(0, equals)).split(" ").filter((word) => word !== "");
    const name = words.at(-1) ?? "";
    const forAll = words.length === 1 || words[0] === "export" || words[0] === "override";
    const value = substitute(script.slice(equals + 1).trim(), variables);
    const plain = forAll && !variables.has(name) && !value.includes("$") && !value.includes("\n") && value.length <= LONGEST_VALUE;
    variables.set(name, plain ? value : undefined);
  }
  return variables;
}

/** What stands before `=`, `:=`, `::=`, `?=`, `+=`. */
function withoutOperator(left: string): string {
  let end = left.length;
  while (end > 0 && ":?+ \t".includes(left[end - 1] ?? "x")) end--;
  return left.slice(0, end);
}

/** `$(NAME)`, `${NAME}` of known variables; `$$` becomes the shell's own `$`. */
function substitute(text: string, variables: ReadonlyMap<string, string | undefined>): string {
  let out = "";
  let from = 0;
  for (let dollar = text.indexOf("$"); dollar !== -1; dollar = text.indexOf("$", from)) {
    out += text.slice(from, dollar);
    const opening = text[dollar + 1];
    const name = opening === "(" || opening === "{" ? referenceName(text, dollar + 2, opening === "(" ? ")" : "}") : undefined;
    const value = name === undefined ? undefined : variables.get(name);
    if (opening === "$") out += "$";
    else out += value ?? text.slice(dollar, dollar + 2);
    from = dollar + 2 + (name === undefined || value === undefined ? 0 : name.length + 1);
  }
  return out + text.slice(from);
}

/** Undefined for what is longer than a variable's name is. */
function referenceName(text: string, start: number, close: string): string | undefined {
  const reference = text.slice(start, start + 100);
  const end = reference.indexOf(close);
  return end === -1 ? undefined : reference.slice(0, end);
}
