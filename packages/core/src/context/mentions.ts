import type { FileTree } from "./file-tree.ts";
import { containerfileKind } from "./containerfile-name.ts";
import { fileNameOf } from "./path.ts";

/** What a file is to a build: program code, what drives the build, or settings for wherever the program runs. */
export type MentionScope = "source" | "build" | "configuration";

/** The first place at which a word stands. */
export interface Mention {
  readonly path: string;
  readonly line: number;
}

export interface MentionSearch {
  /** The first file of these scopes that has a text anywhere. */
  findText(text: string, scopes: readonly MentionScope[]): Mention | undefined;
  /** The first mention of a file's name as a word of its own: `.env` is not in `process.env`. */
  findName(name: string, scopes: readonly MentionScope[]): Mention | undefined;
  /** Whether every file that could mention something was read: only then does finding nothing prove something. */
  whole(): boolean;
}

const LIMITS = { files: 4000, characters: 16_000_000 };

const BUILD_NAMES = new Set([
  "makefile", "gnumakefile", "justfile", "rakefile", "taskfile.yml", "taskfile.yaml", "package.json", "pyproject.toml", "setup.py", "setup.cfg",
  "cargo.toml", "build.rs", "pom.xml", "cmakelists.txt", "meson.build", "go.mod", "magefile.go", ".goreleaser.yml", ".goreleaser.yaml",
  "directory.build.props", "directory.build.targets", "mix.exs", "composer.json", "gemfile", "requirements.txt", "pipfile",
]);
const BUILD_ENDINGS = new Set(["sh", "bash", "mk", "mak", "gradle", "kts", "sbt", "csproj", "fsproj", "vbproj", "gemspec", "cmake", "bazel", "ps1"]);
const CONFIGURATION_ENDINGS = new Set(["yaml", "yml", "json", "toml", "ini", "conf", "cfg", "properties", "xml", "tf", "service", "hcl"]);
const SOURCE_ENDINGS = new Set([
  "go", "py", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "rb", "rs", "java", "kt", "scala", "groovy", "cs", "fs", "vb", "c", "h", "cc", "cpp", "hpp",
  "php", "pl", "pm", "lua", "ex", "exs", "erl", "clj", "swift", "dart", "hs", "ml", "nim", "zig", "cr", "r", "jl", "vue", "svelte", "astro", "html", "tmpl",
]);
/** Lists of what is installed, and vendored code: they name everything and use nothing of this project. */
const LOCK_NAMES = new Set(["package-lock.json", "npm-shrinkwrap.json", "composer.lock", "pnpm-lock.yaml", "yarn.lock", "cargo.lock", "go.sum", "poetry.lock", "uv.lock"]);
const FOREIGN_FOLDERS = new Set(["node_modules", ".git", ".venv", "venv", "__pycache__", ".terraform"]);

/** What drives a build only where a Dockerfile calls for it: by the ending or the name, and the words that call. */
const CALLED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ["makefile", ["make"]], ["gnumakefile", ["make"]], ["mk", ["make"]], ["mak", ["make"]], ["justfile", ["just "]], ["rakefile", ["rake"]],
  ["taskfile.yml", ["task "]], ["taskfile.yaml", ["task "]], ["package.json", ["npm", "yarn", "pnpm", "bun"]], ["magefile.go", ["mage"]],
  [".goreleaser.yml", ["goreleaser"]], [".goreleaser.yaml", ["goreleaser"]],
]);
const RUNNERS = ["make", "just ", "rake", "task ", "npm", "yarn", "pnpm", "bun", "mage"];
const SCRIPT_ENDINGS = new Set(["sh", "bash", "ps1"]);

/** What a path's name makes of the file; undefined for documents, locks, data, code of others and Dockerfiles. */
function mentionScope(path: string): MentionScope | undefined {
  if (path.split("/").some((element) => FOREIGN_FOLDERS.has(element))) return undefined;
  const name = fileNameOf(path).toLowerCase();
  if (LOCK_NAMES.has(name) || containerfileKind(path) !== undefined) return undefined;
  const ending = endingOf(name);
  if (BUILD_NAMES.has(name) || BUILD_ENDINGS.has(ending)) return "build";
  if (SOURCE_ENDINGS.has(ending)) return "source";
  return CONFIGURATION_ENDINGS.has(ending) ? "configuration" : undefined;
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** Whether the build that these Dockerfiles describe can come to read a file that drives builds. */
function isCalled(path: string, dockerfiles: string): boolean {
  const name = fileNameOf(path);
  const lower = name.toLowerCase();
  const callers = CALLED_BY.get(lower) ?? CALLED_BY.get(endingOf(lower));
  if (callers !== undefined) return callers.some((word) => dockerfiles.includes(word));
  return !SCRIPT_ENDINGS.has(endingOf(lower)) || dockerfiles.includes(name) || RUNNERS.some((word) => dockerfiles.includes(word));
}

interface ReadText {
  readonly path: string;
  readonly scope: MentionScope;
  readonly text: string;
}

/**
 * A search of a tree's texts, each read once and only when the first thing is looked for. Of what drives builds, the Dockerfiles
 * named and what they can call are searched; when one of them cannot be read, all is.
 */
export function searchMentions(tree: FileTree, dockerfiles: readonly (string | undefined)[]): MentionSearch {
  let read: { readonly texts: readonly ReadText[]; readonly whole: boolean } | undefined;
  const get = (): NonNullable<typeof read> => (read ??= readTexts(tree, dockerfiles));
  const find = (scopes: readonly MentionScope[], indexIn: (text: string) => number): Mention | undefined => {
    for (const { path, scope, text } of get().texts) {
      const at = scopes.includes(scope) ? indexIn(text) : -1;
      if (at !== -1) return { path, line: lineAt(text, at) };
    }
    return undefined;
  };
  return {
    whole: () => get().whole,
    findText: (text, scopes) => find(scopes, (whole) => whole.indexOf(text)),
    findName: (name, scopes) => find(scopes, (whole) => indexOfName(whole, name)),
  };
}

function readTexts(tree: FileTree, dockerfiles: readonly (string | undefined)[]): { readonly texts: readonly ReadText[]; readonly whole: boolean } {
  const texts: ReadText[] = [];
  for (const path of dockerfiles) {
    const text = path === undefined ? undefined : tree.read(path);
    if (path !== undefined && text !== undefined) texts.push({ path, scope: "build", text });
  }
  const calls = texts.length === dockerfiles.length ? texts.map((one) => one.text).join("\n") : undefined;
  let whole = tree.complete && calls !== undefined;
  let characters = 0;
  for (const entry of tree.entries()) {
    const scope = entry.kind === "file" ? mentionScope(entry.path) : undefined;
    if (scope === undefined || (scope === "build" && calls !== undefined && !isCalled(entry.path, calls))) continue;
    characters += entry.size;
    const text = texts.length < LIMITS.files && characters <= LIMITS.characters ? tree.read(entry.path) : undefined;
    if (text === undefined) whole = false;
    else texts.push({ path: entry.path, scope, text });
  }
  return { texts, whole };
}

function indexOfName(text: string, name: string): number {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? "";
    const after = text[at + name.length] ?? "";
    const goesOn = isWord(after) || after === "-" || (after === "." && isWord(text[at + name.length + 1] ?? ""));
    if (!isWord(before) && before !== ")" && before !== "]" && !goesOn) return at;
  }
  return -1;
}

function isWord(character: string): boolean {
  return /^\w$/.test(character);
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
