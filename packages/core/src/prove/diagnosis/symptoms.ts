import { logLines, type LogLine } from "./log/lines.ts";
import { SIGNATURES } from "./signatures/index.ts";
import { lengthOf, placesOf, subjectsOf } from "./signatures/match.ts";
import type { Place, Signature, SymptomKind } from "./signatures/signature.ts";

/** What was recognised in a text, with the line that says so. */
export interface Symptom {
  readonly kind: SymptomKind;
  /** As the line writes it: a path may be relative. */
  readonly subject: string | undefined;
  readonly line: string;
}

const MOST_SYMPTOMS = 100;
/** The longest first, so that the first one found is the one that is meant. */
const BY_LENGTH = SIGNATURES.flatMap(({ symptom, signatures }) => signatures.map((signature) => ({ symptom, signature }))).toSorted((a, b) => lengthOf(b.signature) - lengthOf(a.signature));

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

function recognise(line: LogLine, lines: readonly LogLine[], index: number): readonly Symptom[] {
  for (const { symptom, signature } of BY_LENGTH) {
    const places = placesOf(signature, lines, index);
    if (places !== undefined) return symptomsAt(symptom, signature, line, places);
  }
  return [];
}

function symptomsAt(kind: SymptomKind, signature: Signature, line: LogLine, places: readonly Place[]): readonly Symptom[] {
  const subjects = subjectsOf(signature, line, places);
  return subjects.length === 0 ? [{ kind, subject: undefined, line: line.text }] : subjects.map((subject) => ({ kind, subject, line: line.text }));
}
