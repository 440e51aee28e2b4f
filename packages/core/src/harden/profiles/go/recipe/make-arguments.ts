import { joinPath } from "../../../../context/path.ts";
import type { Command } from "../../../../shell/command.ts";

/** What the words of a make command say. */
export interface MakeArguments {
  readonly targets: readonly string[];
  /** Variables; undefined where their value is not certain. */
  readonly given: ReadonlyMap<string, string | undefined>;
  /** `-C` and `-f`, as written. */
  readonly folder: string;
  readonly file: string | undefined;
}

/** Where make looks when no `-f` says, in this order. */
export const MAKEFILES: readonly string[] = ["GNUmakefile", "makefile", "Makefile"];

/** Options of make whose value may be the next word. Source: make(1). */
const WITH_VALUE = new Set(["-C", "-f", "-j", "-l", "-o", "-W", "-I", "--directory", "--file", "--makefile", "--jobs", "--include-dir"]);

/** The parts of `make -C src -j4 build VERSION=1`; undefined with words that are not certain. */
export function makeArguments(command: Command): MakeArguments | undefined {
  const targets: string[] = [];
  const given = new Map<string, string | undefined>();
  let folder = ".";
  let file: string | undefined;
  const words = command.words.slice(1);
  for (let at = 0; at < words.length; at++) {
    const { value, text = "" } = words[at] ?? {};
    const written = value ?? text;
    if (written.startsWith("-")) {
      if (value === undefined) return undefined;
      const option = takeOption(value, words[at + 1]?.value);
      if (option.next) at++;
      if (option.name === "-C" || option.name === "--directory") folder = joinPath(folder, option.value ?? "");
      else if (["-f", "--file", "--makefile"].includes(option.name)) file = option.value;
      continue;
    }
    const equals = written.indexOf("=");
    if (equals > 0) given.set(written.slice(0, equals).replace(/[:?+]$/, ""), value?.slice(equals + 1));
    else if (value === undefined) return undefined;
    else targets.push(value);
  }
  return { targets, given, folder, file };
}

/** `-C src`, `-Csrc`, `--directory=src`, `-j 4`; the number of jobs may be missing. */
function takeOption(word: string, following: string | undefined): { readonly name: string; readonly value: string | undefined; readonly next: boolean } {
  const equals = word.startsWith("--") ? word.indexOf("=") : -1;
  if (equals !== -1) return { name: word.slice(0, equals), value: word.slice(equals + 1), next: false };
  if (!word.startsWith("--") && word.length > 2) return { name: word.slice(0, 2), value: word.slice(2), next: false };
  const next = WITH_VALUE.has(word) && following !== undefined && (!["-j", "-l", "--jobs"].includes(word) || /^\d+$/.test(following));
  return { name: word, value: next ? following : undefined, next };
}
