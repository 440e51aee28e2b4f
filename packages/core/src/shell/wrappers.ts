import { programName } from "./dialect.ts";

/** How a program that runs another takes its own arguments before the other's name. */
interface WrapperGrammar {
  /** Letters of options that take a value, attached or as the next word. */
  readonly short?: string;
  /** Long options whose value may be the next word. */
  readonly long?: readonly string[];
  /** How many operands of its own come before the command. */
  readonly operands?: number;
  /** `NAME=value` before the command. */
  readonly assignments?: boolean;
  /** Options with which it runs no command. */
  readonly alone?: readonly string[];
}

/** Source: the manual page of each program. */
const WRAPPERS: Readonly<Record<string, WrapperGrammar>> = {
  sudo: {
    short: "aCcDghpRrTtUu",
    long: ["--user", "--group", "--host", "--prompt", "--chdir", "--chroot", "--role", "--type", "--close-from", "--command-timeout", "--other-user"],
    assignments: true,
    alone: ["-l", "--list", "-v", "--validate", "-K"],
  },
  doas: { short: "aCu" },
  env: { short: "uCS", long: ["--unset", "--chdir", "--split-string"], assignments: true, alone: ["-S", "--split-string"] },
  exec: { short: "a" },
  nice: { short: "n", long: ["--adjustment"] },
  ionice: { short: "cn", long: ["--class", "--classdata"], alone: ["-p", "--pid"] },
  nohup: {},
  time: { short: "fo", long: ["--format", "--output"] },
  timeout: { short: "ks", long: ["--kill-after", "--signal"], operands: 1 },
  command: { alone: ["-v", "-V"] },
  builtin: {},
  eatmydata: {},
  stdbuf: { short: "ioe", long: ["--input", "--output", "--error"] },
  setsid: {},
  chronic: {},
  busybox: { alone: ["--list", "--install"] },
  "su-exec": { operands: 1 },
  gosu: { operands: 1 },
  setpriv: {
    long: [
      "--reuid", "--regid", "--ruid", "--euid", "--rgid", "--egid", "--groups", "--inh-caps", "--ambient-caps", "--bounding-set",
      "--securebits", "--pdeathsig", "--selinux-label", "--apparmor-profile",
    ],
    alone: ["-d", "--dump"],
  },
  xargs: {
    short: "aEdILnPs",
    long: ["--arg-file", "--delimiter", "--eof", "--max-lines", "--max-args", "--max-procs", "--max-chars", "--replace"],
  },
  tini: { short: "pe" },
  "dumb-init": { short: "r", long: ["--rewrite"] },
  catatonit: {},
};

/** Wrappers that only pass on signals and collect processes: an engine's own init (`--init`) does the same. */
export const INITS: ReadonlySet<string> = new Set(["tini", "dumb-init", "catatonit"]);

/** The places of a simple command's parts among its words. */
export interface Unwrapping {
  readonly wrappers: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  /** Words of the form `NAME=value` that a wrapper takes as the environment. */
  readonly assignments: readonly number[];
  /** Where the command itself begins. */
  readonly start: number;
}

/** Take `sudo -u app env A=b timeout 5 cmd …` apart. A wrapper without a command behind it is the command. */
export function unwrap(values: readonly (string | undefined)[]): Unwrapping {
  const wrappers: Unwrapping["wrappers"][number][] = [];
  const assignments: number[] = [];
  let start = 0;
  for (;;) {
    const name = programName(values[start] ?? "");
    const grammar = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    const own = grammar === undefined ? undefined : wrapperEnd(values, start + 1, grammar);
    if (own === undefined || own.end >= values.length) return { wrappers, assignments, start };
    wrappers.push({ name, start, end: own.end });
    assignments.push(...own.assignments);
    start = own.end;
  }
}

function wrapperEnd(values: readonly (string | undefined)[], from: number, grammar: WrapperGrammar): { end: number; assignments: number[] } | undefined {
  const assignments: number[] = [];
  let operands = grammar.operands ?? 0;
  let options = true;
  let at = from;
  for (; at < values.length; at++) {
    const value = values[at];
    if (options && value === "--") options = false;
    else if (options && value !== undefined && value.length > 1 && value.startsWith("-")) {
      if (grammar.alone?.includes(value) === true) return undefined;
      if (takesNext(value, grammar)) at++;
    } else if (grammar.assignments === true && value !== undefined && isAssignment(value)) assignments.push(at);
    else if (operands > 0) {
      operands--;
      options = false;
    } else break;
  }
  return { end: at, assignments };
}

function takesNext(option: string, grammar: WrapperGrammar): boolean {
  if (option.startsWith("--")) return grammar.long?.includes(option) === true;
  for (let at = 1; at < option.length; at++) {
    if (grammar.short?.includes(option.charAt(at)) === true) return at === option.length - 1;
  }
  return false;
}

/** `NAME=…` with a name that a shell accepts. */
function isAssignment(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}
