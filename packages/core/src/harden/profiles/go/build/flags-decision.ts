import type { Edit } from "../../../../source/edit.ts";
import type { Evidence } from "../../../../source/fact.ts";
import type { Word } from "../../../../shell/command.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import { canEdit, insert, isInnerScript, stands } from "./edit-place.ts";
import { flagOf, type GoFlag } from "./go-command.ts";
import type { GoBuild } from "./go-build.ts";
import { settingFor } from "./settings.ts";

const QUESTION = "Is the program built without paths and debug information?";

/**
 * `-trimpath` and `-ldflags='-s -w'` into the build command; an `-ldflags` that is there keeps all that it says. Source: `go help
 * build`, `go doc cmd/link` (`-s` leaves out the debug information too).
 */
export function flagsDecision(input: HardenInput, build: GoBuild): Decision {
  const { go } = build;
  const place = evidenceAt(input, go.command.range, "is the build command");
  const debugging = debugFlag(build);
  if (debugging !== undefined) {
    return decide("refuse", "it is built for a debugger, so its flags stay as they are", [evidenceAt(input, debugging.word.range, `builds with ${debugging.word.text}`)], []);
  }
  const goflags = settingFor(build.stage, build.script, go.command, "GOFLAGS")?.value ?? "";
  const trims = flagOf(go, "-trimpath") !== undefined || goflags.includes("-trimpath");
  const linker = flagOf(go, "-ldflags");
  const merged = linker === undefined ? (goflags.includes("-ldflags") ? DONE : undefined) : mergeLinkerFlags(input, build, linker);
  if (trims && merged?.kind === "done") return decide("adapt", "yes: -trimpath and -s stand in the command already", [place], []);
  if (!canEdit(input, build)) return decide("warn", "no, and the command cannot be edited where it stands; add -trimpath -ldflags='-s -w' behind build", [place], []);
  const added = [...(trims ? [] : ["-trimpath"]), ...(merged === undefined ? [isInnerScript(build) ? "-ldflags=-s" : "-ldflags='-s -w'"] : [])];
  const behind = firstFlagPlace(build);
  const edits: Edit[] = [...(added.length === 0 ? [] : [insert(behind, ` ${added.join(" ")}`)]), ...(merged?.kind === "edit" ? [merged.edit] : [])];
  const said = [...added, ...(merged?.kind === "edit" ? [`${merged.added} in the -ldflags that are there`] : [])];
  if (merged?.kind === "left") {
    const outcome = `${said.length === 0 ? "" : `${said.join(" and ")} added; `}-ldflags ${merged.reason}; add -s -w to it by hand`;
    return decide("warn", outcome, [place, evidenceAt(input, linker?.word.range ?? go.command.range, "sets -ldflags")], edits);
  }
  return decide("adapt", `${said.join(" and ")} added: no paths of the build machine, no symbol table, a smaller program; panics keep their line numbers`, [place], edits);
}

function decide(answer: Decision["answer"], outcome: string, evidence: readonly Evidence[], edits: readonly Edit[]): Decision {
  return { id: "build-flags", question: QUESTION, answer, outcome, evidence, edits };
}

/** `-gcflags="all=-N -l"` makes a program for dlv. */
function debugFlag({ go }: GoBuild): GoFlag | undefined {
  const flag = flagOf(go, "-gcflags");
  const text = flag?.value ?? flag?.valueWord?.text ?? "";
  return text.split(/[ \t"'=]/).includes("-N") ? flag : undefined;
}

/** Behind `build`, and behind `-C dir`, which must come first. */
function firstFlagPlace({ go }: GoBuild): number {
  const change = go.flags.find((flag) => flag.name === "-C");
  return Math.max(go.actionWord.range.end, change?.valueWord?.range.end ?? 0);
}

type Merge =
  | { readonly kind: "done" }
  | { readonly kind: "edit"; readonly edit: Edit; readonly added: string }
  | { readonly kind: "left"; readonly reason: string };

const DONE: Merge = { kind: "done" };

function mergeLinkerFlags(input: HardenInput, build: GoBuild, flag: GoFlag): Merge {
  const word = flag.valueWord;
  if (word === undefined) return { kind: "left", reason: "has no value that can be read" };
  const raw = rawValue(flag, word);
  const flags = new Set((flag.value ?? raw.text).split(/[ \t\n"']/));
  if (flags.has("-s")) return DONE;
  if (!stands(input, word) && input.subject.source.slice(word.range) !== word.text) return { kind: "left", reason: "stands in more than one piece" };
  const missing = flags.has("-w") ? "-s" : "-s -w";
  const at = word.range.start + raw.offset;
  if (raw.quoted) {
    const [first = ""] = raw.text;
    const known = flag.value?.trimStart() ?? raw.text.trimStart();
    const isPlain = known === "" || known.startsWith("-") || (first === "" && flag.value === undefined);
    if (!isPlain) return { kind: "left", reason: known.startsWith("$") ? "begins with a variable whose value is not certain" : "is given for a pattern of packages" };
    return { kind: "edit", added: missing, edit: insert(at, raw.text === "" ? missing : `${missing} `) };
  }
  if (isInnerScript(build) || !/^-[\w.=/:@,+-]*$/.test(raw.text)) return { kind: "left", reason: raw.text.startsWith("$") ? "is a variable" : "is not quoted" };
  return { kind: "edit", added: missing, edit: { range: { start: at, end: at + raw.text.length }, text: `'${missing} ${raw.text}'` } };
}

/** The value as it is written, inside of its quotes, and where it begins in the word. */
function rawValue(flag: GoFlag, word: Word): { readonly text: string; readonly offset: number; readonly quoted: boolean } {
  const isOwn = word === flag.word;
  const start = isOwn ? word.text.indexOf("=") + 1 : 0;
  const whole = isOwn && (word.text.startsWith('"') || word.text.startsWith("'"));
  if (whole) return { text: word.text.slice(start, -1), offset: start, quoted: true };
  const quote = word.text[start];
  if (quote !== '"' && quote !== "'") return { text: word.text.slice(start), offset: start, quoted: false };
  const close = word.text.indexOf(quote, start + 1);
  return { text: word.text.slice(start + 1, close === -1 ? undefined : close), offset: start + 1, quoted: true };
}
