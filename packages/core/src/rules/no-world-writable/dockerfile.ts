import type { GivenMode } from "../../facts/files/given-modes.ts";
import { givenModes } from "../../facts/files/given-modes.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const given of givenModes(subject)) {
    if (!given.mode.othersWrite || given.mode.sticky || given.paths.some(isMeantForAll)) continue;
    const what = given.paths.length === 0 ? "what it names" : given.paths.join(" and ");
    yield {
      range: given.range,
      message: `Mode ${given.text} lets every account in the container change ${what}: a flaw that only writes a file becomes one that runs code.`,
      fix: suggestion(given, what),
    };
  }
}

/** Places that every Unix system keeps open, and devices. */
function isMeantForAll(path: string): boolean {
  return ["/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock"].includes(path.replace(/\/$/, "")) || path.startsWith("/dev/");
}

function suggestion(given: GivenMode, what: string): NonNullable<Problem["fix"]> {
  const octal = /^[0-7]+$/.test(given.text);
  const tighter = octal ? given.text.slice(0, -1) + String(Number(given.text.slice(-1)) & 5) : undefined;
  const edits = tighter === undefined || given.editable === undefined ? [] : [{ range: given.editable, text: tighter }];
  return {
    kind: "suggested",
    description: `Give ${what} to the one account that writes it${tighter === undefined ? "" : `, with mode ${tighter}`}`,
    edits,
  };
}
