import { readCopy, sourceKind } from "../../dockerfile/read-copy.ts";
import type { CopySource } from "../../dockerfile/instructions.ts";
import { effectiveInstruction } from "../../facts/build/build-commands.ts";
import { hostOf } from "../../facts/hosts.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const outer of stage.instructions) {
      const setting = readCopy(effectiveInstruction(outer));
      if (setting?.instruction.keyword !== "ADD" || setting.checksum !== undefined) continue;
      for (const source of setting.sources) yield* problemOf(source, stage.variablesAt(outer).expand(source.text) ?? source.text);
    }
  }
}

function* problemOf({ kind, range }: CopySource, address: string): Iterable<Problem> {
  const actual = kind === "path" ? sourceKind(address) : kind;
  const host = hostOf(address) ?? address;
  if (actual === "url") {
    yield {
      range,
      message: `ADD takes whatever ${host} answers on the day of the build: no checksum says what the image is made from.`,
      fix: { kind: "suggested", description: "Record the file's hash: ADD --checksum=sha256:…", edits: [] },
    };
  }
  if (actual === "git" && !namesCommit(address)) {
    yield {
      range,
      message: `ADD takes a branch or tag of ${host} as it is on the day of the build: no commit says what the image is made from.`,
      severity: severityOf({ gain: 3, likelihood: 1, spread: 1 }),
      fix: { kind: "suggested", description: "Name the commit behind # in the address", edits: [] },
    };
  }
}

/** A full commit hash in the fragment (`#hash`, `#hash:folder`), or in BuildKit's `?commit=`. */
function namesCommit(address: string): boolean {
  const hash = address.indexOf("#");
  const [commit = ""] = hash === -1 ? [] : address.slice(hash + 1).split(":", 1);
  const query = address.indexOf("commit=");
  return /^[0-9a-f]{40}$/.test(commit) || (query !== -1 && /^[0-9a-f]{40}/.test(address.slice(query + "commit=".length, query + "commit=".length + 40)));
}
