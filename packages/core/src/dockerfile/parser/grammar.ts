import type { Keyword } from "../syntax.ts";

/** How what follows keyword and flags is split. Source: BuildKit `frontend/dockerfile/parser`, the dispatch table. */
export type PlainBodyKind =
  /** A JSON array, else the whole text for the shell. */
  | "command"
  /** A JSON array, else words between blanks. */
  | "paths"
  | "words"
  /** The whole text is one argument. */
  | "text"
  /** `name=value …`, or the old form `name value`. */
  | "pairs"
  /** `name` or `name=value`, several. */
  | "declarations";

/** Two instructions hold another. */
export type BodyKind = PlainBodyKind | "trigger" | "health-check";

/** What a flag takes. Source: BuildKit `frontend/dockerfile/instructions`, where each instruction's flags are declared. */
export interface FlagGrammar {
  readonly value: "text" | "mount" | "boolean" | "duration" | "count" | readonly string[];
  readonly repeatable?: true;
  /** Whether variables in its value are expanded; "refused" where BuildKit says that they may not be there. */
  readonly variables?: "expanded" | "refused";
}

export interface InstructionGrammar {
  readonly body: BodyKind;
  readonly flags: Readonly<Record<string, FlagGrammar>>;
  /** BuildKit does not look at the flags of these, so that an unknown one has no effect and no error. */
  readonly ignoresFlags?: true;
  /** Which arguments have their variables expanded. */
  readonly expands: "all" | "first" | "none";
  readonly takesHeredocs?: true;
  /** There is no form but the JSON array. */
  readonly needsJson?: true;
}

const EXPANDED: FlagGrammar = { value: "text", variables: "expanded" };
const BOOLEAN: FlagGrammar = { value: "boolean" };
const REPEATABLE: FlagGrammar = { value: "text", repeatable: true };
const DURATION: FlagGrammar = { value: "duration" };

export const GRAMMAR: Readonly<Record<Keyword, InstructionGrammar>> = {
  ADD: {
    body: "paths",
    flags: {
      chown: EXPANDED, chmod: EXPANDED, link: BOOLEAN, "keep-git-dir": BOOLEAN, checksum: EXPANDED, unpack: BOOLEAN, exclude: REPEATABLE,
    },
    expands: "all",
    takesHeredocs: true,
  },
  ARG: { body: "declarations", flags: {}, ignoresFlags: true, expands: "all" },
  CMD: { body: "command", flags: {}, expands: "none" },
  COPY: {
    body: "paths",
    flags: {
      chown: EXPANDED, from: { value: "text", variables: "refused" }, chmod: EXPANDED, link: BOOLEAN, exclude: REPEATABLE, parents: BOOLEAN,
    },
    expands: "all",
    takesHeredocs: true,
  },
  ENTRYPOINT: { body: "command", flags: {}, expands: "none" },
  ENV: { body: "pairs", flags: {}, expands: "all" },
  EXPOSE: { body: "words", flags: {}, expands: "all" },
  FROM: { body: "words", flags: { platform: EXPANDED }, expands: "first" },
  HEALTHCHECK: {
    body: "health-check",
    flags: { interval: DURATION, timeout: DURATION, "start-period": DURATION, "start-interval": DURATION, retries: { value: "count" } },
    expands: "none",
  },
  LABEL: { body: "pairs", flags: {}, expands: "all" },
  MAINTAINER: { body: "text", flags: {}, expands: "none" },
  ONBUILD: { body: "trigger", flags: {}, expands: "none" },
  RUN: {
    body: "command",
    flags: {
      mount: { value: "mount", repeatable: true, variables: "expanded" },
      network: { value: ["default", "none", "host"] },
      security: { value: ["insecure", "sandbox"] },
      device: REPEATABLE,
    },
    expands: "none",
    takesHeredocs: true,
  },
  SHELL: { body: "command", flags: {}, expands: "none", needsJson: true },
  STOPSIGNAL: { body: "text", flags: {}, ignoresFlags: true, expands: "all" },
  USER: { body: "text", flags: {}, expands: "all" },
  VOLUME: { body: "paths", flags: {}, expands: "all" },
  WORKDIR: { body: "text", flags: {}, expands: "all" },
};

/** What is done with an instruction that BuildKit does not know: its words, for whoever wants to show them. */
export const UNKNOWN_INSTRUCTION: InstructionGrammar = { body: "words", flags: {}, ignoresFlags: true, expands: "none" };

/** A flag's grammar; undefined when the instruction has no flag of that name. */
export function flagGrammar(grammar: InstructionGrammar, name: string): FlagGrammar | undefined {
  return Object.hasOwn(grammar.flags, name) ? grammar.flags[name] : undefined;
}
