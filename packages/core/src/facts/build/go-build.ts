import type { Stage } from "../../dockerfile/model.ts";
import type { Command, ShellScript, Word } from "../../shell/command.ts";
import { buildScripts } from "./build-commands.ts";
import type { DockerfileSubject } from "../subject.ts";

/** A `go build` or `go install` of the Dockerfile's own program, with what its flags and environment say. Source: `go help build`, cmd/link. */
export interface GoBuild {
  readonly script: ShellScript;
  readonly command: Command;
  /** The word `build` or `install`. */
  readonly action: Word;
  /** Inside a word of another command (`sh -c "go build"`) or of the exec form, where a quote would end that word. */
  readonly isNested: boolean;
  /** `-o`, when certain. */
  readonly output: string | undefined;
  /** Where `CGO_ENABLED` is set and to what; `unset` leaves it to Go, `unknown` to what the file does not show. */
  readonly cgo: "off" | "on" | "unset" | "unknown";
  /** `-trimpath`; undefined when flags come from a variable without a certain value. */
  readonly trimsPaths: boolean | undefined;
  /** `-s` or `-w` among the linker's flags; undefined as above. */
  readonly strips: boolean | undefined;
  /** The word that holds the linker's flags. */
  readonly linkerFlags: Word | undefined;
  /** Linked statically by its flags, whatever cgo says: `-extldflags -static`, the tags `netgo` or `static_build`. */
  readonly linkedStatically: boolean;
}

/** The go command and what passes its arguments on to it. Source: tonistiigi/xx, mvdan/garble. */
const GO_PROGRAMS = new Set(["go", "xx-go", "garble"]);

const FLAGS_WITH_VALUE = new Set([
  "o", "ldflags", "tags", "mod", "modfile", "gcflags", "asmflags", "gccgoflags", "buildmode", "compiler", "p", "C", "pkgdir", "overlay",
  "toolexec", "installsuffix", "pgo", "covermode", "coverpkg",
]);

const STATIC_TAGS = new Set(["netgo", "osusergo", "static_build", "static"]);

export function goBuilds(subject: DockerfileSubject, stage: Stage): readonly GoBuild[] {
  return buildScripts(subject, stage).flatMap((script) => buildsOf(stage, script));
}

function buildsOf(stage: Stage, script: ShellScript): readonly GoBuild[] {
  const builds: GoBuild[] = [];
  const set = new Map<string, string>();
  // Where the words of the commands before end: what begins in front of that stands in one of them.
  let reach = 0;
  for (const command of script.commands.toSorted((a, b) => a.range.start - b.range.start)) {
    for (const [name, value] of settingsOf(command)) set.set(name, value);
    const build = readBuild(stage, { script, command, set, isNested: script.dialect === "exec" || command.range.start < reach });
    if (build !== undefined) builds.push(build);
    for (const word of command.words) reach = Math.max(reach, word.range.end);
  }
  return builds;
}

interface Place {
  readonly script: ShellScript;
  readonly command: Command;
  /** Variables that earlier commands of the script set. */
  readonly set: ReadonlyMap<string, string>;
  readonly isNested: boolean;
}

function readBuild(stage: Stage, place: Place): GoBuild | undefined {
  const { script, command, isNested } = place;
  const action = command.words[1];
  if (!GO_PROGRAMS.has(command.name ?? "") || action === undefined || (action.value !== "build" && action.value !== "install")) return undefined;
  const { flags, packages, uncertain } = readWords(command.words.slice(2));
  const named = flags.get("o");
  if (packages.some((name) => name.includes("@") || name === "tool" || name === "std") || (named === undefined && packages.includes("./..."))) return undefined;
  const inherited = tokens(variable(stage, place, "GOFLAGS") ?? "");
  const linker = [...tokens(flags.get("ldflags")?.value ?? flags.get("ldflags")?.text ?? ""), ...inherited];
  const tags = (flags.get("tags")?.value ?? "").split(/[ ,]/);
  return {
    script,
    command,
    action,
    isNested,
    output: named?.value,
    cgo: cgoOf(stage, place),
    trimsPaths: flags.has("trimpath") || inherited.includes("-trimpath") ? true : uncertain ? undefined : false,
    strips: linker.includes("-s") || linker.includes("-w") ? true : uncertain || linker.some((token) => token.startsWith("$")) ? undefined : false,
    linkerFlags: flags.get("ldflags")?.word,
    linkedStatically: linker.some((token) => token === "-static" || token.endsWith("=-static")) || tags.some((tag) => STATIC_TAGS.has(tag)),
  };
}

interface GoFlag {
  readonly word: Word;
  readonly value: string | undefined;
  readonly text: string;
}

/** Flags by name without dashes, then packages. A word without a certain value that stands where a flag may stand can be any flag. */
function readWords(words: readonly Word[]): { readonly flags: ReadonlyMap<string, GoFlag>; readonly packages: readonly string[]; readonly uncertain: boolean } {
  const flags = new Map<string, GoFlag>();
  const packages: string[] = [];
  let uncertain = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const text = word.value ?? unquote(word.text);
    if (!text.startsWith("-")) {
      if (word.value === undefined && text.startsWith("$")) uncertain = true;
      packages.push(text);
      continue;
    }
    const name = text.slice(text.startsWith("--") ? 2 : 1);
    const equals = name.indexOf("=");
    const next = words[at + 1];
    if (equals !== -1) {
      const value = name.slice(equals + 1);
      flags.set(name.slice(0, equals), { word, value: word.value === undefined ? undefined : value, text: unquote(value) });
    } else if (FLAGS_WITH_VALUE.has(name) && next !== undefined) {
      flags.set(name, { word: next, value: next.value, text: unquote(next.text) });
      at++;
    } else {
      flags.set(name, { word, value: "true", text: "true" });
    }
  }
  return { flags, packages, uncertain };
}

function unquote(text: string): string {
  return text.replaceAll('"', "").replaceAll("'", "");
}

/** The words of flags that are passed on, with one dash each. */
function tokens(text: string): readonly string[] {
  return unquote(text)
    .split(/\s/)
    .map((token) => (token.startsWith("-ldflags=") ? token.slice("-ldflags=".length) : token))
    .map((token) => (token.startsWith("--") ? token.slice(1) : token))
    .filter((token) => token !== "");
}

function cgoOf(stage: Stage, place: Place): GoBuild["cgo"] {
  const value = variable(stage, place, "CGO_ENABLED");
  if (value === undefined) return stage.variablesAt(place.script.instruction).get("CGO_ENABLED") === undefined ? "unset" : "unknown";
  return value === "0" ? "off" : value === "1" ? "on" : "unknown";
}

/** What a variable holds for a command: set before it, earlier in the script, or by the Dockerfile. */
function variable(stage: Stage, { script, command, set }: Place, name: string): string | undefined {
  const own = command.assignments.find((assignment) => assignment.name === name)?.value;
  return own === undefined ? (set.get(name) ?? stage.variablesAt(script.instruction).get(name)?.value) : (own.value ?? own.text);
}

/** `export NAME=value`, `go env -w NAME=value`, or an assignment that stands alone: what holds for the commands behind. */
function settingsOf(command: Command): readonly (readonly [string, string])[] {
  const alone = command.words.length === 0 ? command.assignments : [];
  const isSetter = command.name === "export" || (command.name === "go" && command.words[1]?.value === "env");
  return [
    ...alone.map(({ name, value }) => [name, value?.value ?? value?.text ?? ""] as const),
    ...(isSetter ? command.words : []).flatMap((word) => {
      const equals = word.value?.indexOf("=") ?? -1;
      return word.value === undefined || equals < 1 ? [] : [[word.value.slice(0, equals), word.value.slice(equals + 1)] as const];
    }),
  ];
}
