import { programName } from "./dialect.ts";
import type { CommandSyntax, ItemSyntax, ListSyntax, SimpleSyntax } from "./syntax/tree.ts";

/** Commands whose failure is an answer, not an accident: `[ -f x ] && y`. */
const TESTS = new Set(["[", "test", "which", "type", "hash", "getent", "id", "cmp", "expr", "false", "pgrep", "mountpoint"]);
/** Builtins that give the variables named behind them another value. */
export const DECLARES: ReadonlySet<string> = new Set(["export", "readonly", "local", "declare", "typeset", "read", "unset", "getopts", "mapfile", "readarray"]);
const LEAVES = new Set(["exit", "return", "false"]);

/** The runs of items joined by `&&` and `||`, as half-open spans of places. */
export function chainsOf(list: ListSyntax): readonly { readonly start: number; readonly end: number }[] {
  const chains: { start: number; end: number }[] = [];
  let start = 0;
  for (let at = 0; at < list.items.length; at++) {
    const operator = list.separators[at]?.operator;
    if (operator === "&&" || operator === "||") continue;
    chains.push({ start, end: at + 1 });
    start = at + 1;
  }
  return chains;
}

/** Whether an item of a chain may be passed over, given whether the one before it may. */
export function mayBeSkipped(list: ListSyntax, at: number, before: boolean): boolean {
  const previous = list.items[at - 1];
  const operator = list.separators[at - 1]?.operator;
  if (operator === "||") return true;
  if (operator !== "&&" || previous === undefined) return false;
  const behindFallback = list.separators[at - 2]?.operator === "||";
  return (before && !behindFallback) || failsByDesign(previous);
}

/** For every item the one that runs when it fails: the next behind a `||` of its chain. */
export function fallbacksOf(list: ListSyntax): readonly (ItemSyntax | undefined)[] {
  const fallbacks: (ItemSyntax | undefined)[] = list.items.map(() => undefined);
  for (let at = list.items.length - 2; at >= 0; at--) {
    const operator = list.separators[at]?.operator;
    if (operator === "||") fallbacks[at] = list.items[at + 1];
    else if (operator === "&&") fallbacks[at] = fallbacks[at + 1];
  }
  return fallbacks;
}

/**
 * Whether the failure of an item leaves the success of the whole as it is. `decides`: its chain's exit status is that of the whole;
 * `errexit`: `set -e` is in force for it. Source: POSIX XCU 2.9.3 and `set -e`.
 */
export function isFailureIgnored(item: ItemSyntax, fallback: ItemSyntax | undefined, decides: boolean, errexit: boolean): boolean {
  if (item.negated || item.background) return true;
  if (fallback !== undefined) return !isBailOut(fallback);
  return !decides && !errexit;
}

/** Whether an item answers a question, so that what follows behind `&&` may not run. */
function failsByDesign(item: ItemSyntax): boolean {
  if (item.negated) return true;
  const last = item.commands.at(-1);
  if (last === undefined) return false;
  if (last.kind === "compound") return last.construct === "test";
  const name = literalWord(last, 0);
  if (name === undefined) return false;
  if (TESTS.has(programName(name))) return true;
  const options = last.words.map((_, index) => literalWord(last, index) ?? "");
  if (name === "command") return options.includes("-v") || options.includes("-V");
  if (/^[ef]?grep$/.test(name)) return options.some((option) => option === "--quiet" || option === "--silent" || isShortWith(option, "q"));
  return (name === "dpkg" && options.some((option) => option === "-s" || option === "--compare-versions")) || (name === "rpm" && isShortWith(options[1] ?? "", "q"));
}

/** Whether what stands behind `||` ends the run as a failure itself: `|| exit 1`, `|| { echo no; exit 1; }`. */
function isBailOut(item: ItemSyntax): boolean {
  const last = item.commands.at(-1);
  if (last === undefined) return false;
  if (last.kind === "simple") return LEAVES.has(literalWord(last, 0) ?? "") && literalWord(last, 1) !== "0";
  const [branch] = last.branches;
  const final = branch?.list.items.at(-1);
  return (last.construct === "group" || last.construct === "subshell") && final !== undefined && isBailOut(final);
}

/** The variables that a list may set, in whatever order and under whatever condition. */
export function assignedNames(list: ListSyntax): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (command: CommandSyntax): void => {
    if (command.kind === "simple") {
      for (const assignment of command.assignments) names.add(assignment.name);
      if (DECLARES.has(literalWord(command, 0) ?? "")) for (const word of command.words.slice(1)) names.add(word.text.split("=", 1)[0] ?? "");
      return;
    }
    if (command.construct === "for" && command.name !== undefined) names.add(command.name);
    for (const branch of command.branches) for (const item of branch.list.items) item.commands.forEach(visit);
  };
  for (const item of list.items) item.commands.forEach(visit);
  return names;
}

function isShortWith(option: string, letter: string): boolean {
  return option.startsWith("-") && !option.startsWith("--") && option.includes(letter);
}

function literalWord(command: SimpleSyntax, index: number): string | undefined {
  const word = command.words[index];
  if (word === undefined) return undefined;
  let value = "";
  for (const piece of word.pieces) {
    if (piece.kind !== "literal") return undefined;
    value += piece.value;
  }
  return value;
}
