import type { Answer } from "../../../../prove/answer.ts";
import { bytesText, durationText } from "../../../../prove/measured/quantity.ts";
import { maskedText, maskedValue } from "../../../terminal/mask.ts";
import { amount } from "../../../words.ts";
import { clip, visible } from "../text.ts";

/** An answer as it is shown: what was said in a word, headers, and the text that came with it. */
export interface Reading {
  readonly kind: Answer["kind"];
  /** `200`, `exit code 1`, `connected`. */
  readonly outcome: string;
  /** `2 ms`; empty where it was not taken. */
  readonly aside: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Without secrets, control characters visible, bounded; undefined where no text belongs to such an answer. */
  readonly text: string | undefined;
  /** Why there is no text, or what of it is not shown; empty when all of it is. */
  readonly cut: string;
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

/** @param room UTF-16 units of text that are shown at most. */
export function readingOf(answer: Answer, room: number): Reading {
  switch (answer.kind) {
    case "http": {
      const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name, maskedValue(name, value)]));
      const text = answer.binary ? { text: undefined, cut: answer.body === "" ? "" : `binary, about ${bytesText(Math.floor(answer.body.length * 0.75))}${answer.cut ? " and more" : ""}` } : bounded(answer.body, room, answer.cut);
      return { kind: "http", outcome: String(answer.status), aside: durationText(answer.milliseconds), headers, ...text };
    }
    case "tcp":
      return { kind: "tcp", outcome: "connected", aside: durationText(answer.milliseconds), headers: NO_HEADERS, ...spoken(answer.received, room, false) };
    case "command":
      return { kind: "command", outcome: `exit code ${answer.exit}`, aside: "", headers: NO_HEADERS, ...spoken(answer.output, room, answer.cut) };
    case "log":
      return { kind: "log", outcome: answer.found ? "found in the log" : "not in the log", aside: "", headers: NO_HEADERS, ...spoken(answer.line ?? "", room, false) };
    case "health":
      return { kind: "health", outcome: answer.status === "none" ? "no health check" : answer.status, aside: "", headers: NO_HEADERS, ...spoken(answer.output, room, false) };
    case "none":
      return { kind: "none", outcome: "no answer", aside: "", headers: NO_HEADERS, text: undefined, cut: answer.reason };
  }
}

/** Of what need not say anything. */
function spoken(text: string, room: number, cut: boolean): Pick<Reading, "text" | "cut"> {
  return text.trim() === "" ? { text: undefined, cut: "" } : bounded(text, room, cut);
}

function bounded(text: string, room: number, cut: boolean): Pick<Reading, "text" | "cut"> {
  const { text: shown, left } = clip(visible(maskedText(text), "block"), room);
  const more = left === 0 ? [] : [`${amount(left, "more character")} not shown`];
  return { text: shown, cut: [...more, ...(cut ? ["the answer itself was longer than what is kept"] : [])].join("; ") };
}
