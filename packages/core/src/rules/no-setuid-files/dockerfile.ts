import type { GivenMode } from "../../facts/files/given-modes.ts";
import { givenModes } from "../../facts/files/given-modes.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const given of givenModes(subject)) {
    if (!given.mode.setUser && !setsGroupOfProgram(given)) continue;
    const what = given.paths.length === 0 ? "a file" : given.paths.join(" and ");
    const edits = given.editable === undefined ? [] : [{ range: given.editable, text: plain(given.text) }];
    yield {
      range: given.range,
      message: `Mode ${given.text} lets whoever starts ${what} run it with its ${given.mode.setUser ? "owner" : "group"}'s rights: with it a flaw in the application becomes root in the container.`,
      fix: { kind: "suggested", description: `Give ${what} the mode ${plain(given.text)}, and the one capability that it needs with setcap`, edits },
    };
  }
}

/** On a folder the bit only passes the group on to new files. */
function setsGroupOfProgram(given: GivenMode): boolean {
  return given.mode.setGroup && !given.folders && !given.recursive;
}

/** The same mode without the bits: `4755` gives `0755`, `u+s` gives `u-s`. */
function plain(text: string): string {
  return /^[0-7]+$/.test(text) ? `0${text.slice(-3)}` : text.replaceAll("+s", "-s");
}
