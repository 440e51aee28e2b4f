import type { HttpAnswer } from "../answer.ts";
import { compareJson, readJson } from "./json.ts";
import { excerpt, type Notes } from "./notes.ts";
import { compareText } from "./text.ts";

type Body = Pick<HttpAnswer, "body" | "binary" | "cut">;

/** Compare bodies: JSON by its paths, other texts by lines and words, bytes as a whole. Of cut ones only as far as all of them go. */
export function compareBodies(samples: readonly Body[], own: Body, notes: Notes): void {
  const [first] = samples;
  if (first === undefined) return;
  if (samples.every((sample) => sample.body === own.body && sample.binary === own.binary && sample.cut === own.cut)) return;
  if (samples.some((sample) => sample.binary !== first.binary)) return notes.varies("body");
  if (own.binary !== first.binary) return notes.differ(first.binary ? `body: binary data became the text ${excerpt(own.body)}` : `body: the text ${excerpt(first.body)} became binary data`);
  if (samples.every((sample) => sample.cut === first.cut) && own.cut !== first.cut) return notes.differ(first.cut ? "body: ends, where the original's goes on" : "body: goes on, where the original's ends");
  const [texts, text] = samples.some((sample) => sample.cut) || own.cut ? asFarAsAll(samples, own) : [samples.map((sample) => sample.body), own.body];
  if (first.binary) compareBytes(texts, text, notes);
  else compareTexts(texts, text, notes);
}

function compareBytes(samples: readonly string[], own: string, notes: Notes): void {
  const [first = ""] = samples;
  if (samples.some((sample) => sample !== first)) notes.varies("body");
  else if (own !== first) notes.differ(bytes(own) === bytes(first) ? `body: ${bytes(own)} bytes of binary data differ` : `body: ${bytes(first)} bytes of binary data became ${bytes(own)}`);
}

/** Of base64. */
function bytes(text: string): number {
  return (text.length / 4) * 3 - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);
}

function compareTexts(samples: readonly string[], own: string, notes: Notes): void {
  const read = samples.map(readJson).filter((value) => value !== undefined);
  const value = read.length === samples.length ? readJson(own) : undefined;
  if (value === undefined) compareText(samples, own, { differs: "body", varies: "body" }, notes);
  else compareJson(read, value, "body", "$", notes);
}

/** To the end of a line where the shortest has one: the last line of what was cut is half a line. */
function asFarAsAll(samples: readonly Body[], own: Body): readonly [samples: readonly string[], own: string] {
  const shortest = Math.min(own.body.length, ...samples.map((sample) => sample.body.length));
  const clip = (text: string): string => {
    const end = text.lastIndexOf("\n", shortest - 1);
    return text.slice(0, end === -1 ? shortest : end + 1);
  };
  return [samples.map((sample) => clip(sample.body)), clip(own.body)];
}
