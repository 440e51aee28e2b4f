import { SourceText } from "../../source/text.ts";
import type { FileTree } from "../file-tree.ts";
import { joinPath } from "../path.ts";
import { DOCKER_FILES, locateBuild, type Build } from "./build.ts";
import { scriptBuilds } from "./script.ts";
import { at, readYaml, textOf, type YamlMap, type YamlNode, type YamlScalar } from "./yaml.ts";

/** Keys under which CI systems and Task hold shell: GitHub, GitLab, CircleCI, Azure, Bitbucket, Drone, Task. */
const SCRIPT_KEYS = new Set(["run", "script", "before_script", "after_script", "command", "commands", "cmds", "cmd", "bash"]);

/** Keys beside a script that name the folder in which it runs. */
const FOLDER_KEYS = ["working-directory", "working_directory", "workingDirectory", "dir"];

/** A folder that is none of the tree, for one that only a run would tell. */
const OUTSIDE = "/";

/**
 * The builds of a CI pipeline or a Taskfile: shell wherever these formats hold it, and GitHub's docker/build-push-action. `folder` is
 * where the system starts its scripts.
 */
export function pipelineBuilds(tree: FileTree, path: string, text: string, folder: string): readonly Build[] {
  const reader = new PipelineReader(tree, new SourceText(path, text), folder);
  for (const document of readYaml(text)) reader.visit(document, folder);
  return reader.builds;
}

class PipelineReader {
  readonly builds: Build[] = [];
  readonly #tree: FileTree;
  readonly #source: SourceText;
  readonly #start: string;
  /** Aliases make one node stand in many places; it is read once. */
  readonly #seen = new Set<YamlNode>();

  constructor(tree: FileTree, source: SourceText, start: string) {
    this.#start = start;
    this.#tree = tree;
    this.#source = source;
  }

  visit(node: YamlNode, folder: string): void {
    if (node.kind === "scalar" || this.#seen.has(node)) return;
    this.#seen.add(node);
    if (node.kind === "list") {
      for (const item of node.items) this.visit(item, folder);
      return;
    }
    const inside = this.#folder(node) ?? folder;
    if (isBuildPushAction(node)) this.#action(node);
    for (const [key, value] of node.entries) {
      if (!SCRIPT_KEYS.has(key)) this.visit(value, inside);
      else if (value.kind === "scalar") this.#script(value, inside);
      else this.#scripts(value, inside);
    }
  }

  /** The folder that a step names; GitHub's `defaults: run: working-directory:` holds for all steps below. */
  #folder(node: YamlMap): string | undefined {
    const named = [...FOLDER_KEYS.map((key) => textOf(at(node, key))), textOf(at(node, "defaults", "run", "working-directory"))].find((text) => text !== undefined);
    return named === undefined ? undefined : joinPath(this.#start, workspacePath(named) ?? OUTSIDE);
  }

  #scripts(node: YamlNode, folder: string): void {
    if (node.kind !== "list") {
      this.visit(node, folder);
      return;
    }
    for (const item of node.items) {
      if (item.kind === "scalar") this.#script(item, folder);
      else this.#scripts(item, folder);
    }
  }

  #script(node: YamlScalar, folder: string): void {
    const line = this.#source.position(node.range.start).line + (node.block ? 1 : 0);
    this.builds.push(...scriptBuilds(this.#tree, { path: this.#source.path, text: node.text, line, folders: [folder] }));
  }

  /** Source: docker/build-push-action, "inputs"; without `context` it takes the repository. */
  #action(step: YamlMap): void {
    const input = (name: string): string | undefined => textOf(at(step, "with", name));
    const context = workspacePath(input("context") ?? ".");
    const file = input("file");
    const path = file === undefined ? undefined : workspacePath(file);
    if (context === undefined || (file !== undefined && path === undefined)) return;
    const target = input("target");
    const call = {
      who: "docker/build-push-action",
      context,
      file: path,
      fileFrom: (input("context") ?? "{{").includes("{{defaultContext}}") ? "context" as const : "folder" as const,
      defaultFiles: DOCKER_FILES,
      target: target?.includes("${{") === true ? undefined : target,
      buildArguments: linePairs(input("build-args")),
      additionalContexts: linePairs(input("build-contexts")),
    };
    const build = locateBuild(this.#tree, call, ["."], { path: this.#source.path, line: this.#source.position(step.range.start).line });
    if (build !== undefined) this.builds.push(build);
  }
}

function isBuildPushAction(node: YamlMap): boolean {
  return textOf(node.entries.get("uses"))?.startsWith("docker/build-push-action@") === true;
}

/** A path of the checkout; undefined for one that holds another expression. `{{defaultContext}}:sub` is a folder of the repository. */
function workspacePath(text: string): string | undefined {
  const workspace = text.replace("${{ github.workspace }}", ".").replace("${{github.workspace}}", ".");
  const context = workspace.startsWith("{{defaultContext}}") ? workspace.slice("{{defaultContext}}".length).replace(":", "") || "." : workspace;
  return context.includes("{{") ? undefined : context;
}

/** Lines of `key=value`; those with an expression have no certain value. */
function linePairs(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = (text ?? "").split("\n").flatMap((line): (readonly [string, string])[] => {
    const equals = line.indexOf("=");
    return equals < 1 || line.includes("${{") ? [] : [[line.slice(0, equals).trim(), line.slice(equals + 1).trim()]];
  });
  return Object.fromEntries(pairs);
}
