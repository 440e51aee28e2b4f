import { isAbsolute, looksLikePath, type Word } from "../log/words.ts";
import type { Found, Subject } from "./signature.ts";

/** It does not say what. */
export const nothing: Subject = () => [];

/** Whatever the words, it is this. */
export function named(...names: readonly string[]): Subject {
  return () => names;
}

/** `open data/x: read-only file system`: what stands right before, else the nearest absolute path before. */
export const pathBefore: Subject = (found) => {
  const right = adjacent(found, found.words.findLast((word) => word.end <= found.last.start));
  return right.length > 0 ? right : absolutePathBefore(found);
};

/** For words of runtimes that put names of their own right before: only an absolute path is one. */
export const absolutePathBefore: Subject = ({ words, last }) => listOf(words.findLast((word) => word.end <= last.start && isAbsolute(word.text)));

/** `EROFS: read-only file system, open 'data/x'`. */
export const pathAfter: Subject = ({ words, last }) => listOf(words.find((word) => word.start >= last.end && looksLikePath(word)));

/** `unknown time zone Europe/Berlin`. A quote may be the last character of the part that comes before. */
export const wordAfter: Subject = ({ words, last }) => listOf(words.find((word) => word.start >= last.end));

/** `exec: "git": executable file not found`: what stands between its parts. */
export const wordBetween: Subject = (found) => listOf(between(found)[0]);

/** `listen unix /run/app.sock: bind: permission denied`. */
export const pathBetween: Subject = (found) => listOf(between(found).find((word) => isAbsolute(word.text)));

/** `sh: 1: git: not found`. */
export const wordBefore: Subject = ({ words, last }) => listOf(words.findLast((word) => word.end <= last.start));

/** `file_put_contents(/data/x): failed to open stream`. */
export const wordInFront: Subject = ({ words, first }) => listOf(words.findLast((word) => word.end <= first.start));

/** `listen tcp :80: bind: permission denied`, `permission denied 0.0.0.0:80`, `bind(2) for nil port 80`. */
export const port: Subject = ({ line, last }) => {
  const found = portIn(line.lower.slice(last.end)) ?? portIn(line.lower.slice(0, last.start), true) ?? portIn(line.lower);
  return found === undefined ? [] : [String(found)];
};

const PORT = /(?:^|\D)(\d{1,5})$/;
const HIGHEST_PORT = 65_535;

/** Of the words that name a port, the first or the last one. */
function portIn(text: string, last = false): number | undefined {
  const words = text.split(" ");
  const ports = words.flatMap((word, index) => portOf(word, words[index - 1] ?? ""));
  return last ? ports.at(-1) : ports.at(0);
}

/** `0.0.0.0:80`, `*:80`, `('0.0.0.0', 80)`, `port 80`; a time of day has no port. */
function portOf(word: string, before: string): readonly number[] {
  const bare = trimmed(word);
  const colon = bare.lastIndexOf(":");
  const digits = PORT.exec(bare)?.[1];
  if (digits === undefined || digits.startsWith("0") || isTime(bare)) return [];
  const alone = bare === digits && (before.startsWith("port") || (before.endsWith(",") && word.includes(")")));
  const number = Number(digits);
  return (alone || bare.slice(colon + 1) === digits) && (alone || colon !== -1) && number <= HIGHEST_PORT ? [number] : [];
}

/** `14:32:15`, `2026-11-24T14:32:15`, and what counts lines: `main.go:12`, `line:3:`. */
function isTime(word: string): boolean {
  const parts = word.split(":");
  const two = (part: string | undefined) => part !== undefined && part.length === 2 && !Number.isNaN(Number(part));
  return parts.length >= 2 && parts.length <= 3 && (two(parts[0]) || (parts[0] ?? "").includes("t")) && two(parts[1]);
}

function trimmed(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && "([{\"'".includes(word.charAt(start))) start += 1;
  while (end > start && ")]}\"',.;:".includes(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

const ADJACENT = /^[ :('"]*$/;

/** What a word and the words behind it are held together by: `touch: cannot touch 'x': Permission denied`. */
function adjacent({ line, last }: Found, word: Word | undefined): readonly string[] {
  if (word === undefined || !looksLikePath(word)) return [];
  return ADJACENT.test(line.text.slice(word.end, last.start)) ? [word.text] : [];
}

function between({ words, first, last }: Found): readonly Word[] {
  return words.filter((word) => word.start >= first.end && word.start < last.start);
}

function listOf(word: Word | undefined): readonly string[] {
  return word === undefined ? [] : [word.text];
}
