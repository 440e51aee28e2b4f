import { SourceText } from "../../../../source/text.ts";
import { fileNameOf } from "../../../../context/path.ts";
import { bothInclude, includesByConstraint, includesByName, type Inclusion } from "./constraint.ts";
import { type GoToken, tokenizeGo } from "./lexer.ts";
import { stringValue } from "./literal.ts";

/** A Go file by its header and its significant tokens. */
export interface GoFile {
  /** In the build context. */
  readonly path: string;
  readonly source: SourceText;
  /** Undefined when there is no package clause. */
  readonly packageName: string | undefined;
  readonly imports: readonly GoImport[];
  readonly embeds: readonly GoEmbed[];
  /** The `//go:build` (or `// +build`) expression and its offset. */
  readonly constraint: { readonly expression: string; readonly start: number } | undefined;
  /** White space and comments gone; statements end with `;` as the language's rule inserts it. */
  readonly tokens: readonly GoToken[];
}

export interface GoImport {
  readonly path: string;
  /** The name by which the file calls it; `_` and `.` as written. */
  readonly name: string;
  readonly start: number;
}

/** One pattern of a `//go:embed` line: needed when the program is built, not when it runs. */
export interface GoEmbed {
  readonly pattern: string;
  readonly start: number;
}

export function readGoFile(path: string, text: string): GoFile {
  const all = tokenizeGo(text);
  const tokens = withSemicolons(all);
  const packageAt = tokens.findIndex((token) => token.kind === "identifier" && token.text === "package");
  const packageName = packageAt === -1 ? undefined : tokens[packageAt + 1]?.text;
  const packageStart = packageAt === -1 ? text.length : (tokens[packageAt]?.start ?? 0);
  return {
    path,
    source: new SourceText(path, text),
    packageName,
    imports: readImports(tokens, packageAt + 2),
    embeds: readEmbeds(all),
    constraint: readConstraint(all, packageStart),
    tokens,
  };
}

/** Whether the file belongs to a build for Linux with these tags, by its name and by its constraint. */
export function inclusion(file: GoFile, tags: ReadonlySet<string>): Inclusion {
  const byName = includesByName(fileNameOf(file.path));
  if (file.constraint === undefined) return byName;
  return bothInclude(byName, includesByConstraint(file.constraint.expression, tags));
}

/** The line, counted from 1, on which a token or an offset stands. */
export function lineOf(file: GoFile, start: number): number {
  return file.source.position(start).line;
}

const KEYWORDS_WITHOUT_SEMICOLON = new Set([
  "case", "chan", "const", "default", "defer", "else", "for", "func", "go", "goto", "if", "import", "interface", "map", "package", "range", "select", "struct", "switch", "type", "var",
]);

/** Source: the specification, "Semicolons". */
function withSemicolons(all: readonly GoToken[]): readonly GoToken[] {
  const tokens: GoToken[] = [];
  for (const token of all) {
    if (token.kind !== "whitespace" && token.kind !== "comment") {
      tokens.push(token);
      continue;
    }
    const last = tokens.at(-1);
    if (last !== undefined && token.text.includes("\n") && endsStatement(last)) tokens.push({ kind: "punctuation", text: ";", start: token.start });
  }
  const last = tokens.at(-1);
  if (last !== undefined && endsStatement(last)) tokens.push({ kind: "punctuation", text: ";", start: last.start + last.text.length });
  return tokens;
}

function endsStatement(token: GoToken): boolean {
  if (token.kind === "punctuation") return token.text === ")" || token.text === "]" || token.text === "}" || token.text === "++" || token.text === "--";
  return token.kind !== "identifier" || !KEYWORDS_WITHOUT_SEMICOLON.has(token.text);
}

/** Imports stand directly behind the package clause; the first other declaration ends them. */
function readImports(tokens: readonly GoToken[], from: number): readonly GoImport[] {
  const imports: GoImport[] = [];
  let at = from;
  let inGroup = false;
  let name: string | undefined;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === "string" || token.kind === "raw-string") {
      const path = stringValue(token);
      if (path !== undefined) imports.push({ path, name: name ?? packageNameOf(path), start: token.start });
      name = undefined;
    } else if (token.text === "(") inGroup = true;
    else if (token.text === ")") inGroup = false;
    else if (token.text === "." || (token.kind === "identifier" && token.text !== "import")) {
      if (!inGroup && tokens[at - 1]?.text !== "import") break;
      name = token.text;
    } else if (token.text !== ";" && token.text !== "import") break;
  }
  return imports;
}

/** The name that a package most likely has: the last element of its path, less a major version and the affixes of repositories. */
function packageNameOf(path: string): string {
  const elements = path.split("/");
  let last = elements.at(-1) ?? path;
  if (isMajorVersion(last) && elements.length > 1) last = elements.at(-2) ?? last;
  const dot = last.indexOf(".");
  if (dot > 0) last = last.slice(0, dot);
  if (last.startsWith("go-")) last = last.slice("go-".length);
  if (last.endsWith("-go")) last = last.slice(0, -"-go".length);
  return last.replaceAll("-", "");
}

/** `v2` and upwards, as the last element of a module's or package's path. */
export function isMajorVersion(element: string): boolean {
  return /^v[1-9]\d*$/.test(element) && element !== "v1";
}

function readEmbeds(all: readonly GoToken[]): readonly GoEmbed[] {
  const embeds: GoEmbed[] = [];
  for (const token of all) {
    if (token.kind !== "comment" || !token.text.startsWith("//go:embed ")) continue;
    const patterns = tokenizePatterns(token.text.slice("//go:embed ".length));
    for (const pattern of patterns) embeds.push({ pattern, start: token.start });
  }
  return embeds;
}

function tokenizePatterns(text: string): readonly string[] {
  const patterns: string[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === " " || character === "\t" || character === "\r") {
      at++;
      continue;
    }
    const isQuoted = character === '"' || character === "`";
    let end = at + 1;
    while (end < text.length && (isQuoted ? text[end] !== character : text[end] !== " " && text[end] !== "\t" && text[end] !== "\r")) end++;
    patterns.push(text.slice(isQuoted ? at + 1 : at, end));
    at = isQuoted ? end + 1 : end;
  }
  return patterns;
}

/** Only a comment line above the package clause counts; `//go:build` wins over the older form. */
function readConstraint(all: readonly GoToken[], packageStart: number): GoFile["constraint"] {
  const older: string[] = [];
  let olderStart = 0;
  for (const token of all) {
    if (token.start >= packageStart) break;
    if (token.kind !== "comment") continue;
    if (token.text.startsWith("//go:build ")) return { expression: token.text.slice("//go:build ".length), start: token.start };
    if (!token.text.startsWith("// +build ")) continue;
    if (older.length === 0) olderStart = token.start;
    older.push(olderConstraint(token.text.slice("// +build ".length)));
  }
  return older.length === 0 ? undefined : { expression: older.join(" && "), start: olderStart };
}

/** `// +build a,b !c` means `(a && b) || !c`; several lines are joined by "and". */
function olderConstraint(text: string): string {
  const options = text.split(" ").map((option) => option.trim()).filter((option) => option !== "");
  return `(${options.map((option) => `(${option.replaceAll(",", " && ")})`).join(" || ")})`;
}
