import type { Stage } from "../../dockerfile/model.ts";
import type { ShellScript, Word } from "../../shell/command.ts";
import { flagOf, type GoCommand, type GoFlag } from "../../shell/index.ts";
import { findImage } from "../../knowledge/find-image.ts";
import { compareVersions } from "../../knowledge/version.ts";
import type { Edit } from "../../source/edit.ts";
import type { SourceText } from "../../source/text.ts";
import { canEdit, insert, isInnerScript, stands } from "./edit-place.ts";
import { settingFor } from "./settings.ts";

/** Which flags a build lacks that leave paths and debug information out of the program, and the edits that put them in. */
export interface GoFlags {
  /** `-gcflags="all=-N -l"` makes a program for a debugger: its flags stay as they are. */
  readonly debugging: GoFlag | undefined;
  /** `-trimpath`; undefined when flags come from a variable without a certain value. */
  readonly trims: boolean | undefined;
  /** `-s` among the linker's flags; undefined as above. */
  readonly strips: boolean | undefined;
  /** What is missing for certain, as it is added: `-trimpath`, `-ldflags='-s -w'`; `-s` where `-ldflags` stands there already. */
  readonly missing: readonly string[];
  /** Why the linker's flags stay as they are, as the end of a sentence that begins with `-ldflags`. */
  readonly left: string | undefined;
  /** Undefined where the command does not stand in the file so that it could be edited. */
  readonly edits: readonly Edit[] | undefined;
}

/** A build command with its place. */
export interface GoPlace {
  readonly stage: Stage;
  readonly script: ShellScript;
  readonly go: GoCommand;
}

/**
 * `-trimpath` and `-ldflags='-s -w'`; an `-ldflags` that is there keeps all that it says. Source: `go help build`, `go doc cmd/link`
 * (`-s` leaves out the debug information too).
 */
export function goFlags(source: SourceText, { stage, script, go }: GoPlace): GoFlags {
  const debugging = debugFlag(go);
  const goflags = settingFor(stage, script, go.command, "GOFLAGS");
  const inherited = goflags === undefined ? [] : words(goflags.value ?? "");
  const isOpen = go.uncertain || (goflags !== undefined && goflags.value === undefined);
  const trims = flagOf(go, "-trimpath") !== undefined || inherited.includes("-trimpath") || isBeforeTrimpath(stage) ? true : isOpen ? undefined : false;
  const linker = flagOf(go, "-ldflags");
  const place = { script, command: go.command };
  const isInner = isInnerScript(place);
  const merge = linker === undefined ? withoutLinkerFlags(inherited, isOpen, isInner) : mergeLinkerFlags(source, linker, isInner);
  const added = [...(trims === false ? ["-trimpath"] : []), ...(merge.flag === undefined ? [] : [merge.flag])];
  const behind = firstFlagPlace(go);
  const edits = [...(added.length === 0 ? [] : [insert(behind, ` ${added.join(" ")}`)]), ...(merge.edit === undefined ? [] : [merge.edit])];
  return {
    debugging, trims,
    strips: merge.strips,
    missing: [...added, ...(merge.edit === undefined ? [] : [merge.missing ?? "-s"])],
    left: merge.left,
    edits: canEdit(source, place, go.actionWord) ? edits : undefined,
  };
}

/** The go command has had the flag since 1.13 (its release notes), and refuses what it does not know. */
function isBeforeTrimpath(stage: Stage): boolean {
  let root = stage;
  while (root.base.kind === "stage") root = root.base.stage;
  const language = root.base.kind === "image" ? findImage(root.base.reference)?.language : undefined;
  return language?.name === "go" && language.version !== undefined && compareVersions(language.version, "1.13") < 0;
}

/** The flags that a build hands to the linker, GOFLAGS among them where they are certain, each as a word with one dash. */
export function linkerWords(stage: Stage, script: ShellScript, go: GoCommand): readonly string[] {
  const flag = flagOf(go, "-ldflags");
  return words(`${flag?.value ?? flag?.valueWord?.text ?? ""} ${settingFor(stage, script, go.command, "GOFLAGS")?.value ?? ""}`);
}

/** Whether these words make the C linker link everything into the program: `-extldflags "-static"`. */
export function linksStatically(linker: readonly string[]): boolean {
  return linker.includes("-static");
}

function words(text: string): readonly string[] {
  return text.split(/[ \t\n"'=]/).filter((word) => word !== "").map((word) => (word.startsWith("--") ? word.slice(1) : word));
}

function debugFlag(go: GoCommand): GoFlag | undefined {
  const flag = flagOf(go, "-gcflags");
  return words(flag?.value ?? flag?.valueWord?.text ?? "").includes("-N") ? flag : undefined;
}

/** Behind `build`, and behind `-C dir`, which must come first. */
function firstFlagPlace(go: GoCommand): number {
  const change = go.flags.find((flag) => flag.name === "-C");
  return Math.max(go.actionWord.range.end, change?.valueWord?.range.end ?? 0);
}

/** What is done about the linker's flags: a flag of its own, an edit of the one that is there, or nothing with the reason. */
interface Merge {
  readonly strips: boolean | undefined;
  readonly flag?: string;
  readonly edit?: Edit;
  readonly missing?: string;
  readonly left?: string;
}

function withoutLinkerFlags(inherited: readonly string[], isOpen: boolean, isInner: boolean): Merge {
  if (inherited.includes("-ldflags")) return inherited.includes("-s") ? { strips: true } : { strips: undefined, left: "is set by GOFLAGS" };
  if (isOpen) return { strips: undefined, left: "may be set by a variable whose value is not certain" };
  return { strips: false, flag: isInner ? "-ldflags=-s" : "-ldflags='-s -w'" };
}

function mergeLinkerFlags(source: SourceText, flag: GoFlag, isInner: boolean): Merge {
  const word = flag.valueWord;
  if (word === undefined) return { strips: undefined, left: "has no value that can be read" };
  const raw = rawValue(flag, word);
  const flags = new Set((flag.value ?? raw.text).split(/[ \t\n"']/));
  if (flags.has("-s")) return { strips: true };
  const known = flag.value?.trimStart() ?? raw.text.trimStart();
  if (flag.value === undefined && known.startsWith("$")) return { strips: undefined, left: "begins with a variable whose value is not certain" };
  if (!stands(source, word) && source.slice(word.range) !== word.text) return { strips: false, left: "stands in more than one piece" };
  const missing = flags.has("-w") ? "-s" : "-s -w";
  const at = word.range.start + raw.offset;
  if (raw.quoted) {
    if (known !== "" && !known.startsWith("-")) return { strips: false, left: known.startsWith("$") ? "begins with a variable" : "is given for a pattern of packages" };
    return { strips: false, missing, edit: insert(at, raw.text === "" ? missing : `${missing} `) };
  }
  if (isInner || !/^-[\w.=/:@,+-]*$/.test(raw.text)) return { strips: false, left: raw.text.startsWith("$") ? "is a variable" : "is not quoted" };
  return { strips: false, missing, edit: { range: { start: at, end: at + raw.text.length }, text: `'${missing} ${raw.text}'` } };
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
