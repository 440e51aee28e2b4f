import { buildScripts } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { credentialUse, takesBack } from "./credential-commands.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const running = subject.isRuntime(stage);
    for (const { commands } of buildScripts(subject, stage)) {
      const undone = commands.findLastIndex(takesBack);
      for (const [index, command] of commands.entries()) {
        const use = index < undone ? undefined : credentialUse(command);
        if (use === undefined) continue;
        const kept = running ? "the layer and the history of the image keep it for whoever can pull it" : "the build cache keeps it, though this stage is thrown away";
        yield {
          range: use.word.range,
          message: `${command.name} ${use.what}: ${kept}.`,
          severity: running ? severityOf({ gain: 3, likelihood: 3, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 2 }),
          fix: { kind: "suggested", description: "Mount the credential for the command that needs it: RUN --mount=type=secret,id=NAME,target=PATH", edits: [] },
        };
      }
    }
  }
}
