import type { Answer, HttpAnswer } from "../../../../prove/answer.ts";
import { bytesText, durationText } from "../../../../prove/measured/quantity.ts";
import { amount } from "../../../words.ts";
import { beginning } from "../text.ts";

/** An answer as it is shown: what was said in a word, headers, and the text that came with it. */
export interface Reading {
  readonly kind: Answer["kind"];
  /** `200`, `exit code 1`, `connected`. */
  readonly outcome: string;
  /** `2 ms`; empty where it was not taken. */
  readonly aside: string;
  /** As they were sent, secrets and all: compared so, and masked where they are shown. */
  readonly headers: ReadonlyMap<string, string>;
  /** Without secrets, control characters visible, bounded; undefined where no text belongs to such an answer. */
  readonly text: string | undefined;
  /** Why there is no text, or what of it is not shown; empty when all of it is. */
  readonly cut: string;
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

/** @param room UTF-16 units of text that are shown at most. */
export function readingOf(answer: Answer, room: number): Reading {
  const reading = { kind: answer.kind, outcome: outcomeOf(answer), aside: "", headers: NO_HEADERS };
  switch (answer.kind) {
    case "http":
      return { ...reading, aside: durationText(answer.milliseconds), headers: new Map(Object.entries(answer.headers)), ...(answer.binary ? { text: undefined, cut: binary(answer) } : bounded(answer.body, room, answer.cut)) };
    case "tcp":
      return { ...reading, aside: durationText(answer.milliseconds), ...spoken(answer.received, room, false) };
    case "command":
      return { ...reading, ...spoken(answer.output, room, answer.cut) };
    case "log":
      return { ...reading, ...spoken(answer.line ?? "", room, false) };
    case "health":
      return { ...reading, ...spoken(answer.output, room, false) };
    case "none":
      return { ...reading, text: undefined, cut: answer.reason };
  }
}

/** What was said, in a word or two. */
export function outcomeOf(answer: Answer): string {
  switch (answer.kind) {
    case "http":
      return String(answer.status);
    case "tcp":
      return "connected";
    case "command":
      return `exit code ${answer.exit}`;
    case "log":
      return answer.found ? "found in the log" : "not in the log";
    case "health":
      return answer.status === "none" ? "no health check" : answer.status;
    case "none":
      return "no answer";
  }
}

/** Base64 has four characters for three bytes. */
function binary({ body, cut }: HttpAnswer): string {
  return body === "" ? "" : `binary, about ${bytesText(Math.floor(body.length * 0.75))}${cut ? " and more" : ""}`;
}

/** Of what need not say anything. */
function spoken(text: string, room: number, cut: boolean): Pick<Reading, "text" | "cut"> {
  return text.trim() === "" ? { text: undefined, cut: "" } : bounded(text, room, cut);
}

function bounded(text: string, room: number, cut: boolean): Pick<Reading, "text" | "cut"> {
  const { text: shown, left } = beginning(text, room, "block");
  const more = left === 0 ? [] : [`${amount(left, "more character")} not shown`];
  return { text: shown, cut: [...more, ...(cut ? ["the answer itself was longer than what is kept"] : [])].join("; ") };
}
