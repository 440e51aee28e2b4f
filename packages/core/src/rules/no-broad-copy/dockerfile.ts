import type { BuildContext } from "../../context/build-context.ts";
import { secretsInContext, wholeContextCopies, type CopiedPath } from "../../facts/files/copies.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { context } = subject;
  let exposed: readonly string[] | undefined;
  for (const copied of wholeContextCopies(subject)) {
    const running = subject.isRuntime(copied.stage);
    if (context === undefined) {
      if (running) yield unknownContext(copied);
      continue;
    }
    exposed ??= exposedPaths(context);
    if (exposed.length > 0) yield exposedContext(copied, exposed, running, context);
  }
}

/** What nobody means to ship and no ignore file keeps out: the history, and files of secrets. */
function exposedPaths(context: BuildContext): readonly string[] {
  const history = context.canCopy(".git/HEAD") && context.tree.has(".git/HEAD") ? [".git"] : [];
  return [...history, ...secretsInContext(context).map(({ path }) => path)];
}

function unknownContext({ range, setting, path }: CopiedPath): Problem {
  return {
    range,
    message: `${setting.instruction.keywordText} ${path} takes the whole build context into the image; whether a .dockerignore keeps .git and secrets out cannot be told from here.`,
    severity: severityOf({ gain: 1, likelihood: 1, spread: 2 }),
    fix: { kind: "suggested", description: "Name what the image needs, or keep the rest out with .dockerignore", edits: [] },
  };
}

function exposedContext({ range, setting, path }: CopiedPath, exposed: readonly string[], running: boolean, context: BuildContext): Problem {
  const named = `${exposed.slice(0, 3).join(", ")}${exposed.length > 3 ? ` and ${exposed.length - 3} more` : ""}`;
  const why = context.ignoreFile === undefined ? "there is no .dockerignore" : `${context.ignoreFile.path} does not keep them out`;
  return {
    range,
    message: `${setting.instruction.keywordText} ${path} takes ${named} along, because ${why}; they land in ${running ? "the image" : "the build cache"}.`,
    severity: running ? severityOf({ gain: 2, likelihood: 1, spread: 2 }) : severityOf({ gain: 2, likelihood: 1, spread: 1 }),
    fix: { kind: "suggested", description: `Keep ${named} out with .dockerignore`, edits: [] },
  };
}
