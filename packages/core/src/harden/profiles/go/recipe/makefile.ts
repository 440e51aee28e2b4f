/** A Makefile as far as it is plain: rules with their recipes, and variables without functions. Source: the GNU make manual. */
export interface Makefile {
  /** The first target that is no pattern and does not begin with a dot: what `make` alone makes. */
  readonly firstTarget: string | undefined;
  readonly rules: ReadonlyMap<string, MakeRule>;
  readonly variables: ReadonlyMap<string, MakeVariable>;
  /** Variables that every recipe gets in its environment; all of them with `export` alone. */
  readonly exported: ReadonlySet<string>;
  readonly exportsAll: boolean;
  /** Files that it includes, as written. */
  readonly includes: readonly string[];
}

export interface MakeRule {
  readonly prerequisites: readonly string[];
  readonly recipe: readonly RecipeLine[];
  /** `build: CGO_ENABLED = 0`. */
  readonly variables: ReadonlyMap<string, MakeVariable>;
}

export interface RecipeLine {
  /** Without `@`, `-` and `+`, its variables not expanded. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface MakeVariable {
  /** Undefined where it is set under a condition or by something that is not plain. */
  readonly value: string | undefined;
  /** `?=`: the environment's value comes first. */
  readonly yields: boolean;
  readonly line: number;
}

const CONDITIONALS = new Set(["ifeq", "ifneq", "ifdef", "ifndef"]);
const MOST_LINES = 20_000;

/** Never throws; what is not plain is left out, and a variable that it may set is not certain. */
export function readMakefile(text: string): Makefile {
  return new MakefileReader().read(text);
}

interface OpenRule {
  readonly prerequisites: string[];
  readonly recipe: RecipeLine[];
  readonly variables: Map<string, MakeVariable>;
}

class MakefileReader {
  readonly #rules = new Map<string, OpenRule>();
  readonly #variables = new Map<string, MakeVariable>();
  readonly #exported = new Set<string>();
  readonly #includes: string[] = [];
  #exportsAll = false;
  #firstTarget: string | undefined;
  #open: readonly OpenRule[] = [];
  #conditions = 0;
  #isDefining = false;

  read(text: string): Makefile {
    for (const { text: content, line } of logicalLines(text)) {
      if (content.startsWith("\t") && this.#open.length > 0) this.#addRecipe(content.slice(1), line);
      else this.#readLine(withoutComment(content).trim(), line);
    }
    return { firstTarget: this.#firstTarget, rules: this.#rules, variables: this.#variables, exported: this.#exported, exportsAll: this.#exportsAll, includes: this.#includes };
  }

  #addRecipe(text: string, line: number): void {
    const plain = text.replace(/^[@+\- \t]+/, "");
    if (plain !== "" && !plain.startsWith("#")) for (const rule of this.#open) rule.recipe.push({ text: plain, line });
  }

  #readLine(content: string, line: number): void {
    if (content === "") return;
    const [word = "", ...rest] = content.split(/[ \t(]/);
    if (this.#isDefining) {
      this.#isDefining = word !== "endef";
      return;
    }
    if (CONDITIONALS.has(word)) this.#conditions++;
    else if (word === "endif") this.#conditions = Math.max(0, this.#conditions - 1);
    else if (word === "define") {
      this.#isDefining = true;
      this.#set(this.#variables, { name: rest[0] ?? "", operator: "=", value: undefined }, line);
    } else if (word === "include" || word === "-include" || word === "sinclude") this.#includes.push(...rest.filter((name) => name !== ""));
    else if (word === "export" || word === "override") this.#readExport(content.slice(word.length).trim(), word === "export", line);
    else if (word !== "else" && word !== "unexport" && word !== "vpath" && word !== "undefine") this.#readDefinition(content, line);
  }

  #readExport(content: string, exports: boolean, line: number): void {
    const assignment = readAssignment(content);
    if (assignment !== undefined) {
      this.#set(this.#variables, assignment, line);
      if (exports) this.#exported.add(assignment.name);
    } else if (exports && content === "") this.#exportsAll = true;
    else if (exports) for (const name of content.split(/[ \t]/)) this.#exported.add(name);
  }

  #readDefinition(content: string, line: number): void {
    const assignment = readAssignment(content);
    if (assignment !== undefined) {
      this.#open = [];
      this.#set(this.#variables, assignment, line);
      return;
    }
    const colon = content.indexOf(":");
    if (colon === -1) return;
    const behind = content.slice(content[colon + 1] === ":" ? colon + 2 : colon + 1);
    const semicolon = behind.indexOf(";");
    const targets = content.slice(0, colon).split(/[ \t]/).filter((name) => name !== "");
    const own = readAssignment(behind.trim().replace(/^(?:export|override|private)[ \t]+/, ""));
    this.#open = targets.map((name) => this.#rule(name));
    if (own !== undefined) for (const rule of this.#open) this.#set(rule.variables, own, line);
    else for (const rule of this.#open) rule.prerequisites.push(...(semicolon === -1 ? behind : behind.slice(0, semicolon)).split(/[ \t|]/).filter((name) => name !== ""));
    if (own === undefined && semicolon !== -1) this.#addRecipe(behind.slice(semicolon + 1), line);
    if (targets.includes(".EXPORT_ALL_VARIABLES")) this.#exportsAll = true;
  }

  #rule(name: string): OpenRule {
    const before = this.#rules.get(name);
    if (before !== undefined) return before;
    const rule: OpenRule = { prerequisites: [], recipe: [], variables: new Map() };
    this.#rules.set(name, rule);
    if (!name.startsWith(".") && !name.includes("%")) this.#firstTarget ??= name;
    return rule;
  }

  #set(variables: Map<string, MakeVariable>, { name, operator, value }: Assignment, line: number): void {
    const before = variables.get(name);
    const isShell = operator === "!=";
    const certain = this.#conditions === 0 && !isShell ? value : undefined;
    if (operator === "?=" && before !== undefined) return;
    const joined = operator === "+=" && before !== undefined ? (before.value === undefined || certain === undefined ? undefined : `${before.value} ${certain}`) : certain;
    variables.set(name, { value: joined, yields: operator === "?=", line });
  }
}

interface Assignment {
  readonly name: string;
  readonly operator: "=" | ":=" | "?=" | "+=" | "!=";
  readonly value: string | undefined;
}

/** `NAME = value` with one of make's operators; undefined for a rule. */
function readAssignment(content: string): Assignment | undefined {
  const equals = content.indexOf("=");
  if (equals < 1) return undefined;
  const before = content.slice(0, equals);
  const mark = before.at(-1) ?? "";
  const operator = mark === "?" || mark === "+" || mark === "!" ? (`${mark}=` as const) : mark === ":" ? ":=" : "=";
  const name = before.replace(/[:?+!]{1,3}$/, "").trim();
  if (name === "" || /[^\w.-]/.test(name)) return undefined;
  return { name, operator, value: content.slice(equals + 1).trim() };
}

/** Lines with their continuations joined as make joins them; those of a recipe keep theirs for the shell. */
function* logicalLines(text: string): Generator<RecipeLine> {
  const lines = text.replaceAll("\r", "").split("\n", MOST_LINES);
  for (let at = 0; at < lines.length; at++) {
    const first = at;
    const parts = [lines[at] ?? ""];
    const isRecipe = parts[0]?.startsWith("\t") === true;
    while (parts.at(-1)?.endsWith("\\") === true && at + 1 < lines.length) {
      const next = lines[++at] ?? "";
      if (isRecipe) parts.push(next.startsWith("\t") ? next.slice(1) : next);
      else {
        parts[parts.length - 1] = (parts.at(-1) ?? "").slice(0, -1).trimEnd();
        parts.push(next.trim());
      }
    }
    yield { text: parts.join(isRecipe ? "\n" : " "), line: first + 1 };
  }
}

function withoutComment(content: string): string {
  const at = content.indexOf("#");
  return at === -1 || content[at - 1] === "\\" ? content : content.slice(0, at);
}
