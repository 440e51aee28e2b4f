import type { Command, Word } from "../command.ts";

/** `go build`, `go install` or `go run` with its flags taken apart. Source: `go help build`. */
export interface GoCommand {
  readonly command: Command;
  readonly action: "build" | "install" | "run";
  /** The word `build`. */
  readonly actionWord: Word;
  /** The folder of `-C`, as written. */
  readonly changeTo: Word | undefined;
  readonly flags: readonly GoFlag[];
  /** What is built: packages, folders or files. */
  readonly packages: readonly Word[];
  /** A word without a certain value stands where flags stand: it can be any of them. */
  readonly uncertain: boolean;
}

/** `-o main`, `-ldflags="-s -w"`, `-trimpath`; a name has one dash and no value. */
export interface GoFlag {
  readonly name: string;
  readonly word: Word;
  /** The word that holds the value: the flag's own when it is written with `=`, else the next one. */
  readonly valueWord: Word | undefined;
  /** The value where it is certain; `true` for a switch. */
  readonly value: string | undefined;
}

/** Flags of `go build` that take a value. Source: `go help build`. */
const WITH_VALUE = new Set([
  "-C", "-o", "-p", "-asmflags", "-buildmode", "-compiler", "-covermode", "-coverpkg", "-gccgoflags", "-gcflags", "-installsuffix", "-ldflags",
  "-mod", "-modfile", "-overlay", "-pgo", "-pkgdir", "-tags", "-toolexec", "-exec",
]);

/** Programs that pass their arguments on to the go command. Source: tonistiigi/xx, mvdan/garble. */
const GO_PROGRAMS = new Set(["go", "xx-go", "garble"]);

/** The go command that a command is; undefined for any other. */
export function readGoCommand(command: Command): GoCommand | undefined {
  if (command.name === undefined || !isGoProgram(command.name)) return undefined;
  const words = command.words.slice(1);
  let changeTo: Word | undefined;
  let at = 0;
  if (words[at]?.value === "-C") {
    changeTo = words[at + 1];
    at += 2;
  } else if (words[at]?.value?.startsWith("-C=") === true) {
    changeTo = words[at];
    at++;
  }
  const actionWord = words[at];
  const action = actionWord?.value;
  if (actionWord === undefined || (action !== "build" && action !== "install" && action !== "run")) return undefined;
  const read = readArguments(words.slice(at + 1));
  const flagged = read.flags.find((flag) => flag.name === "-C");
  return { command, action, actionWord, changeTo: changeTo ?? flagged?.valueWord, ...read };
}

/** `go`, `xx-go`, `go1.22.1`, `/usr/local/go/bin/go`. */
export function isGoProgram(name: string): boolean {
  return GO_PROGRAMS.has(name) || /^go1\.\d+(?:\.\d+)?$/.test(name);
}

/** Flags end at the first package; a variable in front of a flag holds flags. */
function readArguments(words: readonly Word[]): Pick<GoCommand, "flags" | "packages" | "uncertain"> {
  const flags: GoFlag[] = [];
  let open: Word[] = [];
  let uncertain = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const text = word.value ?? withoutQuote(word.text);
    if (!text.startsWith("-") || text === "-" || text === "--") {
      const isOpen = word.value === undefined && text.startsWith("$");
      uncertain ||= isOpen;
      if (!isOpen) return { flags, packages: [...open, ...words.slice(text === "--" ? at + 1 : at)], uncertain };
      open.push(word);
      continue;
    }
    open = [];
    const equals = text.indexOf("=");
    const name = oneDash(equals === -1 ? text : text.slice(0, equals));
    if (equals !== -1) flags.push({ name, word, valueWord: word, value: word.value?.slice(word.value.indexOf("=") + 1) });
    else if (WITH_VALUE.has(name)) {
      const valueWord = words[++at];
      flags.push({ name, word, valueWord, value: valueWord?.value });
    } else flags.push({ name, word, valueWord: undefined, value: "true" });
  }
  return { flags, packages: open, uncertain };
}

/** A word whose value is not certain, as far as its beginning tells the flag. */
function withoutQuote(text: string): string {
  return text.startsWith('"') || text.startsWith("'") ? text.slice(1) : text;
}

function oneDash(name: string): string {
  return name.startsWith("--") ? name.slice(1) : name;
}

/** The last flag of a name, which is the one that counts. */
export function flagOf(go: Pick<GoCommand, "flags">, name: string): GoFlag | undefined {
  return go.flags.findLast((flag) => flag.name === name);
}
