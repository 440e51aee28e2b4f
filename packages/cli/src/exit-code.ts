/** Stable for ever (`docs/exit-codes.md`). 3 wins over 1: a gate that is green over nothing is the worst outcome. */
export const EXIT = {
  /** Nothing at or above the threshold. */
  clean: 0,
  /** A finding at or above the threshold, or a gate that was missed. */
  finding: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Something could not be read or decided, also when the rest is clean. */
  unread: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Wrong usage or configuration: said in one line, with what to do, and exit code 2. */
export class UsageError extends Error {
  /** The command whose help says more. */
  readonly command: string | undefined;

  constructor(message: string, command?: string) {
    super(message);
    this.command = command;
  }
}
