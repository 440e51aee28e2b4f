import type { Download } from "../../shell/calls.ts";
import { hostOf } from "../../facts/hosts.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const download of subject.downloads(stage)) {
      if (download.pipedTo === undefined) continue;
      const [first] = download.urls;
      const host = hostOf(first?.url ?? first?.text ?? "") ?? "a server that is not named here";
      const open = isOpen(download);
      yield {
        range: download.command.range,
        message: `${download.command.name ?? download.tool} gives what ${host} answers to ${download.pipedTo.name ?? "a shell"}, which runs it unseen${open ? "; the way to the server is open, so anyone on it can answer" : ""}.`,
        severity: open ? severityOf({ gain: 3, likelihood: 2, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 2 }),
        fix: { kind: "suggested", description: "Load a fixed version to a file, check its hash, then run it", edits: [] },
      };
    }
  }
}

/** Plain HTTP, or a certificate that nobody verifies. */
function isOpen({ urls, insecure }: Download): boolean {
  return insecure !== undefined || urls.some(({ url, text }) => (url ?? text).toLowerCase().startsWith("http://"));
}
