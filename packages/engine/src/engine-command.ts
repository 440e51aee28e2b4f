import { runCommand, type CommandResult } from "./command/run-command.ts";
import { EngineError } from "./engine.ts";
import { plainWords, saysUnreachable } from "./words/engine-words.ts";

/** How the chosen engine's command is called. */
export interface EngineCommand {
  /** `docker`, as it was looked up on the PATH. */
  readonly program: string;
  /** The user's own, with the run's id: what it starts can be found by it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends every call of the run. */
  readonly signal: AbortSignal;
  readonly runId: string;
  /** The run is told of every command (`Run.watch`). */
  readonly watch: (command: Promise<CommandResult>) => Promise<CommandResult>;
}

export interface Call {
  readonly timeoutSeconds?: number;
  readonly mostBytes?: number;
  readonly onLine?: (line: string) => void;
  readonly together?: boolean;
  /** It takes away what was made, and so goes on when the run is cancelled. */
  readonly cleans?: boolean;
}

const TIMEOUT_SECONDS = 60;
const MOST_BYTES = 16 * 1024 * 1024;

/** Calls the engine; any end but a time-out, a cancel or a command that is not there is a result. */
export async function call(command: EngineCommand, words: readonly string[], options: Call = {}): Promise<CommandResult> {
  const timeoutSeconds = options.timeoutSeconds ?? TIMEOUT_SECONDS;
  const running = runCommand({
    program: command.program,
    arguments: words,
    environment: command.environment,
    timeoutSeconds,
    signal: options.cleans === true ? undefined : command.signal,
    mostBytes: options.mostBytes ?? MOST_BYTES,
    ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
    ...(options.together === undefined ? {} : { together: options.together }),
  });
  const result = await command.watch(running);
  if (result.ended === "cancelled") throw cancelled();
  if (result.ended === "not-started") throw new EngineError("missing", `${command.program} could not be started: ${result.error}`, "See whether it is still installed and on the PATH.");
  if (result.ended === "timed-out") {
    throw new EngineError("timed-out", `\`${shown(command, words)}\` did not end within ${timeoutSeconds} s.`, "See whether the engine is busy or hangs, then try again.");
  }
  return result;
}

/** Calls the engine and gives its standard output; that it fails is an `EngineError` in the engine's own words. */
export async function ask(command: EngineCommand, words: readonly string[], options: Call = {}): Promise<string> {
  const result = await call(command, words, options);
  if (result.exit !== 0) throw failure(command, words, result);
  if (result.cut) throw new EngineError("failed", `\`${shown(command, words)}\` said more than can be taken.`, "Report this with the engine's version.");
  return result.output;
}

export function failure(command: EngineCommand, words: readonly string[], result: Pick<CommandResult, "error" | "output" | "exit">): EngineError {
  const said = result.error.trim() === "" ? result.output : result.error;
  const plain = plainWords(said);
  if (saysUnreachable(said)) {
    return new EngineError("unreachable", `${command.program} lost its engine: ${plain}`, "See whether the engine still runs, then start again; what was made is removed at the next start.");
  }
  return new EngineError("failed", `\`${shown(command, words)}\` failed: ${plain === "" ? `exit code ${result.exit ?? "unknown"}, no message` : plain}`, "Read the engine's message; the command can be tried by hand.");
}

export function cancelled(): EngineError {
  return new EngineError("cancelled", "The run was cancelled.", "Start it again when you want to.");
}

function shown(command: EngineCommand, words: readonly string[]): string {
  return [command.program, ...words.slice(0, 2)].join(" ");
}
