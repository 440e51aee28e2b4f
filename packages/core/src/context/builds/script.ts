import { SourceText } from "../../source/text.ts";
import type { FileTree } from "../file-tree.ts";
import { folderOf, joinPath } from "../path.ts";
import { lineWithin, locateBuild, type Build } from "./build.ts";
import { buildCommands } from "./command-line.ts";
import { justRecipes, makeRecipes, type RecipeLine } from "./makefile.ts";
import { at, readYaml, textOf } from "./yaml.ts";

/** A piece of shell in a file. */
export interface Script {
  /** The file that it stands in. */
  readonly path: string;
  readonly text: string;
  /** The line of the file on which the text begins. */
  readonly line: number;
  /** The folders in which it may be started, likeliest first. */
  readonly folders: readonly string[];
}

/** The builds that a piece of shell runs. */
export function scriptBuilds(tree: FileTree, script: Script): readonly Build[] {
  const text = withoutExpressions(script.text);
  return buildCommands(text).flatMap(({ call, folder, offset }) => {
    if (folder === undefined) return [];
    const bases = folder.from === "script" ? [folderOf(script.path)] : script.folders;
    const place = { path: script.path, line: lineWithin(text, offset, script.line) };
    return locateBuild(tree, call, bases.map((base) => joinPath(base, folder.path)), place) ?? [];
  });
}

/** A shell script is started from the top of the repository or from beside itself. */
export function shellFileBuilds(tree: FileTree, path: string, text: string): readonly Build[] {
  return scriptBuilds(tree, { path, text: text.replaceAll("\r\n", "\n"), line: 1, folders: [".", folderOf(path)] });
}

export function makefileBuilds(tree: FileTree, path: string, text: string): readonly Build[] {
  return recipeBuilds(tree, path, makeRecipes(text));
}

export function justfileBuilds(tree: FileTree, path: string, text: string): readonly Build[] {
  return recipeBuilds(tree, path, justRecipes(text));
}

function recipeBuilds(tree: FileTree, path: string, recipes: readonly RecipeLine[]): readonly Build[] {
  return recipes.flatMap(({ script, line }) => scriptBuilds(tree, { path, text: script, line, folders: [folderOf(path)] }));
}

/** The scripts of a `package.json`. */
export function packageBuilds(tree: FileTree, path: string, text: string): readonly Build[] {
  const source = new SourceText(path, text);
  const scripts = at(readYaml(text)[0], "scripts");
  if (scripts?.kind !== "map") return [];
  return [...scripts.entries.values()].flatMap((script) => {
    const line = source.position(script.range.start).line;
    return scriptBuilds(tree, { path, text: textOf(script) ?? "", line, folders: [folderOf(path)] });
  });
}

/** Expressions of GitHub (`${{ … }}`), Task and just (`{{ … }}`) as a variable that nobody set; the workspace as the folder that it is. */
function withoutExpressions(text: string): string {
  let out = "";
  let from = 0;
  for (let open = text.indexOf("{{"); open !== -1; open = text.indexOf("{{", from)) {
    const close = text.slice(open, open + 500).indexOf("}}");
    if (close === -1) {
      out += text.slice(from, open + 2);
      from = open + 2;
      continue;
    }
    const expression = text.slice(open + 2, open + close).trim();
    out += text.slice(from, text[open - 1] === "$" ? open - 1 : open) + (expression === "github.workspace" ? "." : "${EXPRESSION}");
    from = open + close + 2;
  }
  return out + text.slice(from);
}
