import { fileNameOf } from "./path.ts";

/**
 * What a file's name says: a Dockerfile, a template from which one is made, or a name that only the content can settle
 * (`Dockerfile-dev`, `dockerfile.go`); undefined for every other name.
 */
export type ContainerfileKind = "containerfile" | "template" | "possible";

const NAMES = ["dockerfile", "containerfile"];

/** Written by template engines: Jinja, Go templates, ERB, Mustache, Handlebars, EJS, Tera, `envsubst`, `configure`. */
const TEMPLATE_ENDINGS = new Set(["j2", "jinja", "jinja2", "tmpl", "tpl", "template", "templ", "gotmpl", "erb", "mustache", "hbs", "ejs", "tera", "in", "envsubst"]);

/** Text about a Dockerfile, or what tools leave beside one. */
const OTHER_ENDINGS = new Set([
  "md", "markdown", "txt", "rst", "adoc", "html", "pdf", "png", "svg", "log", "bak", "orig", "rej", "swp", "patch", "diff", "sig", "asc",
  "sha256", "dockerignore", "containerignore", "golden", "expected",
]);

/** Programs and data that are called so because they handle Dockerfiles; `Dockerfile.go` may be either. */
const AMBIGUOUS_ENDINGS = new Set([
  "go", "py", "js", "mjs", "cjs", "ts", "tsx", "rb", "rs", "java", "kt", "cs", "c", "h", "cpp", "php", "pl", "sh", "bash", "ps1", "lua", "vim", "el", "json",
  "yaml", "yml", "toml", "xml", "lock", "snap", "csv",
]);

/** What the name of a path says. Names are compared without regard to case: Docker itself falls back to `dockerfile`. */
export function containerfileKind(path: string): ContainerfileKind | undefined {
  const name = fileNameOf(path).toLowerCase();
  if (NAMES.includes(name)) return "containerfile";
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const stands = NAMES.some((word) => name.startsWith(`${word}.`)) || NAMES.includes(ending);
  const joined = NAMES.some((word) => name.startsWith(`${word}-`) || name.startsWith(`${word}_`) || name.endsWith(`-${word}`) || name.endsWith(`_${word}`));
  const isTemplate = TEMPLATE_ENDINGS.has(ending);
  if (isTemplate && NAMES.some((word) => name.includes(word))) return "template";
  if ((!stands && !joined) || OTHER_ENDINGS.has(ending) || name.endsWith("~")) return undefined;
  return joined || AMBIGUOUS_ENDINGS.has(ending) ? "possible" : "containerfile";
}

/** Whether the name alone says that this is a Dockerfile: `Dockerfile`, `Containerfile.dev`, `docker/api.Dockerfile`. */
export function isContainerfileName(path: string): boolean {
  return containerfileKind(path) === "containerfile";
}

const DIRECTIVES = new Set(["syntax", "escape", "check"]);
const LONGEST_HEAD = 65_536;

/**
 * Whether the content begins as a Dockerfile does: with a parser directive, or, after comments, with `FROM image` or `ARG name`.
 * For files whose name does not settle it. Source: Dockerfile reference, "Parser directives" and "Format".
 */
export function looksLikeDockerfile(text: string): boolean {
  const head = text.slice(text.startsWith("\uFEFF") ? 1 : 0, LONGEST_HEAD);
  if (head.includes("\0")) return false;
  let directives = true;
  for (const written of head.split("\n")) {
    const line = written.trim();
    if (directives && isDirective(line)) return true;
    directives &&= line.startsWith("#") && line.includes("=");
    if (line !== "" && !line.startsWith("#")) return isFirstInstruction(line);
  }
  return false;
}

const TEMPLATE_STARTS = ["{{", "{%", "<%"];

/**
 * Whether the content begins as templates do that become a Dockerfile: behind comments with a tag of Go templates, Cottle, Mustache,
 * Jinja or ERB, with which no instruction begins. For files whose name does not tell.
 */
export function looksLikeTemplate(text: string): boolean {
  const first = text.slice(0, LONGEST_HEAD).split("\n").map((line) => line.trim()).find((line) => line !== "" && !line.startsWith("#"));
  return first !== undefined && TEMPLATE_STARTS.some((start) => first.startsWith(start));
}

function isDirective(line: string): boolean {
  if (!line.startsWith("#")) return false;
  const equals = line.indexOf("=");
  return equals !== -1 && DIRECTIVES.has(line.slice(1, equals).trim().toLowerCase());
}

function isFirstInstruction(line: string): boolean {
  const words = line.split(" ").flatMap((part) => part.split("\t")).filter((word) => word !== "");
  const keyword = words[0]?.toUpperCase();
  const rest = words.slice(1).filter((word) => !word.startsWith("--"));
  const continued = line.endsWith("\\") || line.endsWith("`");
  if (keyword === "ARG") return continued || isVariableName((rest[0] ?? "").split("=")[0] ?? "");
  if (keyword !== "FROM") return false;
  if (continued || rest.length === 1) return true;
  return rest.length === 3 && rest[1]?.toUpperCase() === "AS";
}

function isVariableName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
