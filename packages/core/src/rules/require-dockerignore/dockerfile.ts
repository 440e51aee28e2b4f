import type { BuildContext } from "../../context/build-context.ts";
import { wholeContextCopies } from "../../facts/files/copies.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { context } = subject;
  if (context === undefined || ignoresSomething(context)) return;
  for (const { range, setting, path } of wholeContextCopies(subject)) {
    const state = context.ignoreFile === undefined ? "there is no .dockerignore" : `${context.ignoreFile.path} ignores nothing`;
    yield {
      range,
      message: `${setting.instruction.keywordText} ${path} copies the whole build context and ${state}: whatever is put into the folder, a file of secrets too, ends in a layer.`,
      fix: { kind: "suggested", description: "Write a .dockerignore; bulwark harden makes one that fits", edits: [] },
    };
    return;
  }
}

function ignoresSomething({ ignoreFile }: BuildContext): boolean {
  return ignoreFile !== undefined && ignoreFile.text.split("\n").some((line) => line.trim() !== "" && !line.startsWith("#"));
}
