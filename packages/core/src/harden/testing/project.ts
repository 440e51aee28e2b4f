import { buildContext } from "../../context/build-context.ts";
import { type FileTree, memoryTree } from "../../context/file-tree.ts";
import { parseDockerfile } from "../../dockerfile/parse.ts";
import { dockerfileSubject } from "../../facts/subject.ts";
import { SourceText } from "../../source/text.ts";
import type { HardenInput } from "../plan.ts";

/** A project in memory: its Dockerfile among its files. */
export function project(files: Readonly<Record<string, string>>, dockerfile = "Dockerfile"): HardenInput {
  return projectIn(memoryTree(".", files), dockerfile);
}

/** A project in any tree. */
function projectIn(tree: FileTree, dockerfile = "Dockerfile"): HardenInput {
  const context = buildContext(tree, dockerfile);
  const syntax = parseDockerfile(new SourceText(dockerfile, tree.read(dockerfile) ?? ""));
  return {
    subject: dockerfileSubject({ syntax, context, today: "2026-11-24" }),
    context,
    contextFolder: { folder: tree.name, evidence: { observation: "is given by the test" }, certain: true },
    today: "2026-11-24",
    options: {},
  };
}
