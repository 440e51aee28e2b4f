import type { ExitCode } from "../exit-code.ts";

/** One table gives the parser, the help, the completion and "did you mean". */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What stands behind the command: `[PATH...]`. */
  readonly positionals: { readonly usage: string; readonly most: number; readonly complete: "files" | "rules" | "shells" | "none" };
  readonly options: readonly Option[];
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Loaded only when the command runs. */
  readonly load: () => Promise<{ readonly run: (invocation: Invocation) => Promise<ExitCode> | ExitCode }>;
}

export interface Option {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; undefined for a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What a shell offers for a value without choices. */
  readonly complete?: "files" | "folders" | Offered;
  readonly multiple?: true;
  readonly description: string;
}

/** Words that only a command knows when it runs. */
export type Offered = "rules" | "bases";

/** A command line that was understood. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly values: Values;
}

/** The options as given, by name. */
export class Values {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  /** Whether a switch was given. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The last value of an option. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}
