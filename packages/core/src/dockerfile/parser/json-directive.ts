import { MappedText } from "../../source/mapped-text.ts";
import type { Directive } from "../syntax.ts";
import { isJson, readJsonString, skipJsonSpace, type JsonString } from "./text/json-form.ts";

/**
 * The `syntax` of a file that is one JSON object: no Dockerfile, but BuildKit hands it to the frontend that it names. Undefined
 * for any other file.
 */
export function readJsonDirective(text: string, start: number): Directive | undefined {
  if (text[skipJsonSpace(text, start, text.length)] !== "{" || !isJson(text.slice(start))) return undefined;
  const value = syntaxValue(MappedText.at(text, 0), start);
  if (value === undefined) return undefined;
  const valueRange = { start: value.span.start + 1, end: value.span.end - 1 };
  return { name: "syntax", value: value.decoded.text, range: { start, end: text.length }, valueRange };
}

/** The string that stands for the key `syntax` in the outermost object; of several the last one counts. */
function syntaxValue(map: MappedText, start: number): JsonString | undefined {
  const { text } = map;
  let depth = 0;
  let key = "";
  let found: JsonString | undefined;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (character !== '"') continue;
    const string = readJsonString(map, at, text.length);
    if (string === undefined) return undefined;
    at = string.span.end - 1;
    const isKey = text[skipJsonSpace(text, string.span.end, text.length)] === ":";
    if (isKey) key = string.decoded.text;
    else if (depth === 1 && key === "syntax") found = string;
  }
  return found;
}
