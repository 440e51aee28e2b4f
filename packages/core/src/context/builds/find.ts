import type { FileTree } from "../file-tree.ts";
import { fileNameOf, folderOf } from "../path.ts";
import type { Build } from "./build.ts";
import { composeBuilds } from "./compose.ts";
import { pipelineBuilds } from "./pipeline.ts";
import { justfileBuilds, makefileBuilds, packageBuilds, shellFileBuilds } from "./script.ts";

type Reader = (tree: FileTree, path: string, text: string) => readonly Build[];

const ROOT = ".";
const fromTop: Reader = (tree, path, text) => pipelineBuilds(tree, path, text, ROOT);
const fromOwnFolder: Reader = (tree, path, text) => pipelineBuilds(tree, path, text, folderOf(path));

/** Who reads which files; the first that knows a file reads it, and an earlier kind says more surely how an image is built. */
const READERS: readonly { readonly reads: (path: string, name: string) => boolean; readonly builds: Reader }[] = [
  { reads: (_, name) => isComposeName(name), builds: composeBuilds },
  { reads: (path, name) => isYaml(name) && WORKFLOW_FOLDERS.some((folder) => path.startsWith(folder)), builds: fromTop },
  { reads: (path, name) => PIPELINE_NAMES.has(name) || (isYaml(name) && (name.endsWith(".gitlab-ci.yml") || PIPELINE_FOLDERS.some((folder) => path.startsWith(folder)))), builds: fromTop },
  { reads: (_, name) => name === "makefile" || name === "gnumakefile" || name.endsWith(".mk"), builds: makefileBuilds },
  { reads: (_, name) => ["taskfile.yml", "taskfile.yaml", "taskfile.dist.yml", "taskfile.dist.yaml"].includes(name), builds: fromOwnFolder },
  { reads: (_, name) => name === "justfile" || name === ".justfile" || name.endsWith(".just"), builds: justfileBuilds },
  { reads: (_, name) => name === "package.json", builds: packageBuilds },
  { reads: (_, name) => name.endsWith(".sh") || name.endsWith(".bash"), builds: shellFileBuilds },
];

const WORKFLOW_FOLDERS = [".github/workflows/", ".github/actions/", ".gitea/workflows/", ".forgejo/workflows/"];
const PIPELINE_FOLDERS = [".gitlab/", ".circleci/", ".woodpecker/", ".buildkite/", ".azure-pipelines/", ".tekton/"];
const PIPELINE_NAMES = new Set([
  ".gitlab-ci.yml", ".gitlab-ci.yaml", ".drone.yml", ".woodpecker.yml", ".travis.yml", "azure-pipelines.yml", "azure-pipelines.yaml", "bitbucket-pipelines.yml",
  "appveyor.yml", "cloudbuild.yaml", "buildspec.yml",
]);
const FOREIGN_FOLDERS = new Set(["node_modules", "vendor", ".git", ".venv", "testdata"]);
const LIMITS = { files: 2000, characters: 1_000_000 };

/**
 * How a repository builds its images: Compose services, CI pipelines, Makefiles, Taskfiles, justfiles, package.json scripts and shell
 * scripts, in this order, each with its place. Only builds whose context is certain and whose Dockerfile stands in the tree.
 */
export function findBuilds(tree: FileTree): readonly Build[] {
  const found: Build[][] = READERS.map(() => []);
  let files = 0;
  for (const { path, kind, size } of tree.entries()) {
    const name = fileNameOf(path).toLowerCase();
    const rank = READERS.findIndex(({ reads }) => reads(path, name));
    const reader = READERS[rank];
    if (reader === undefined || kind !== "file" || size > LIMITS.characters || isForeign(path) || files >= LIMITS.files) continue;
    files++;
    const text = tree.read(path);
    if (text !== undefined) found[rank]?.push(...reader.builds(tree, path, text));
  }
  return found.flat();
}

function isForeign(path: string): boolean {
  return path.split("/").some((element) => FOREIGN_FOLDERS.has(element));
}

function isYaml(name: string): boolean {
  return name.endsWith(".yml") || name.endsWith(".yaml");
}

/** `compose.yaml`, `docker-compose.prod.yml`, `api.compose.yml`. */
export function isComposeName(name: string): boolean {
  if (!isYaml(name)) return false;
  return ["compose.", "docker-compose.", "compose-", "docker-compose-"].some((start) => name.startsWith(start)) || name.includes(".compose.") || name.includes("-compose.");
}
