import type { Download } from "../shell/calls.ts";
import { hostOf, isLocalHost, isPublicHost } from "../facts/hosts.ts";
import type { DockerfileSubject } from "../facts/subject.ts";
import type { FixKind, Problem } from "./rule.ts";
import { removeShortOption } from "../facts/edits/word-edits.ts";

/** Downloads of the build with one tool that do not verify the server's certificate, as problems. The machine itself needs none. */
export function* insecureDownloads(subject: DockerfileSubject, tool: Download["tool"], letter: string): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const download of subject.downloads(stage)) {
      const word = download.tool === tool ? download.insecure : undefined;
      if (word === undefined || isLocal(download)) continue;
      const from = download.urls[0]?.url;
      yield {
        range: word.range,
        message: `${tool} ${word.text} does not verify the certificate${from === undefined ? "" : ` of ${hostOf(from) ?? from}`}: anyone on the way can replace what the image is made from.`,
        fix: {
          kind: fixKind(download),
          description: `Remove ${word.text.startsWith("--") ? word.text : `-${letter}`}; a certificate of your own belongs into the trust store`,
          edits: word.editable ? [removeShortOption(subject.source, word, letter)] : [],
        },
      };
    }
  }
}

function isLocal({ urls }: Download): boolean {
  return urls.length > 0 && urls.every(({ url, text }) => isLocalHost(hostOf(url ?? text) ?? ""));
}

/** The certificate of a public host verifies, so nothing but the risk goes; that of a host within may not. */
function fixKind({ urls }: Download): FixKind {
  return urls.length > 0 && urls.every(({ url }) => isPublicHost(hostOf(url ?? "") ?? "")) ? "behavioural" : "suggested";
}
