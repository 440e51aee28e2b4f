import type { LogLine } from "./log/lines.ts";
import { logLines } from "./log/lines.ts";
import { wordsOf } from "./log/words.ts";
import { SIGNATURES } from "./signatures/index.ts";
import type { Found, Signature, SymptomKind } from "./signatures/signature.ts";

/** What was recognised in a text, with the line that says so. */
export interface Symptom {
  readonly kind: SymptomKind;
  /** As the line writes it: a path may be relative. */
  readonly subject: string | undefined;
  readonly line: string;
}

const MOST_SYMPTOMS = 100;
/** How many lines before and behind belong to what a line says: traces put the call above the error. */
const AROUND = 5;

/** What a program's output, an engine's message or an answer says went wrong: each thing once, in the order of the lines. */
export function symptomsOf(text: string): readonly Symptom[] {
  const lines = logLines(text);
  const symptoms = new Map<string, Symptom>();
  for (const [index, line] of lines.entries()) {
    if (symptoms.size >= MOST_SYMPTOMS) break;
    for (const symptom of recognise(line, lines, index)) {
      const key = keyOf(symptom);
      if (!symptoms.has(key)) symptoms.set(key, symptom);
    }
  }
  return [...symptoms.values()];
}

/** Two symptoms of one key are the same thing said twice. */
export function keyOf({ kind, subject }: Symptom): string {
  return `${kind} ${subject ?? ""}`;
}

interface Match {
  readonly kind: SymptomKind;
  readonly signature: Signature;
  readonly places: readonly { readonly start: number; readonly end: number }[];
  readonly length: number;
}

function recognise(line: LogLine, lines: readonly LogLine[], index: number): readonly Symptom[] {
  let best: Match | undefined;
  for (const { symptom, signatures } of SIGNATURES) {
    for (const signature of signatures) {
      const length = lengthOf(signature);
      if (best !== undefined && length <= best.length) continue;
      const places = placesOf(signature.says, line.lower);
      if (places !== undefined && isNear(signature, lines, index)) best = { kind: symptom, signature, places, length };
    }
  }
  if (best === undefined) return [];
  const { kind, signature } = best;
  const subjects = signature.subject(foundAt(line, best));
  if (subjects.length === 0) return [{ kind, subject: undefined, line: line.text }];
  return subjects.map((subject) => ({ kind, subject, line: line.text }));
}

function foundAt(line: LogLine, { places }: Match): Found {
  const none = { start: 0, end: 0 };
  return { line, words: wordsOf(line.text), first: places[0] ?? none, last: places.at(-1) ?? none };
}

function lengthOf({ says, near }: Signature): number {
  return says.reduce((sum, part) => sum + part.length, near?.length ?? 0);
}

function placesOf(says: readonly string[], lower: string): Match["places"] | undefined {
  const places: { start: number; end: number }[] = [];
  let from = 0;
  for (const part of says) {
    const start = lower.indexOf(part, from);
    if (start === -1) return undefined;
    from = start + part.length;
    places.push({ start, end: from });
  }
  return places;
}

function isNear({ near }: Signature, lines: readonly LogLine[], index: number): boolean {
  return near === undefined || lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => line.lower.includes(near));
}
