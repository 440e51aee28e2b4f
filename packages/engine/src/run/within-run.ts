import { prefixOf } from "./owner.ts";
import { openRun, type Run } from "./run.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type InterruptSignal = (typeof SIGNALS)[number];
/** What a shell gives for a program that a signal ended: 128 and the signal's number. */
const EXIT: Readonly<Record<InterruptSignal, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

export interface Interruption {
  /** A sentence for whoever sits at the terminal. */
  readonly tell: (sentence: string) => void;
  /** Ends the process at once, with this exit code. */
  readonly exit: (code: number) => void;
}

/** `exit`: the exit code where the run was interrupted. `left`: what could not be removed, one sentence each. */
export type Ended<T> = { readonly outcome: "done"; readonly value: T; readonly left: readonly string[] } | { readonly outcome: "interrupted"; readonly exit: number; readonly left: readonly string[] };

/**
 * Does the work of one run, and removes what the run made whatever becomes of it. The first Ctrl-C (SIGTERM, SIGHUP) cancels: the work
 * ends through its signal, and what was made is removed. The second ends at once, and says what may be left. An
 * error of the work is thrown on, unless it was interrupted.
 */
export async function withinRun<T>({ tell, exit }: Interruption, work: (run: Run, signal: AbortSignal) => Promise<T>): Promise<Ended<T>> {
  const run = openRun();
  const controller = new AbortController();
  let interrupted: number | undefined;
  const onSignal = (name: InterruptSignal): void => {
    if (interrupted !== undefined) {
      tell(`Stopped at once. What is named ${prefixOf(run.id)}… in the container engine and the temporary folder may be left; the next start removes it.`);
      exit(EXIT[name]);
      return;
    }
    interrupted = EXIT[name];
    tell("Stopping, and removing what was made; once more to stop at once.");
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const value = await work(run, controller.signal);
    const left = await run.cleanUp();
    return interrupted === undefined ? { outcome: "done", value, left } : { outcome: "interrupted", exit: interrupted, left };
  } catch (error) {
    const left = await run.cleanUp();
    if (interrupted !== undefined) return { outcome: "interrupted", exit: interrupted, left };
    for (const sentence of left) tell(`Left behind: ${sentence}`);
    throw error;
  } finally {
    for (const name of SIGNALS) process.removeListener(name, onSignal);
  }
}
