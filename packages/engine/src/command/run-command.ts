import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { endGroup } from "./end-group.ts";
import { Lines, Tail } from "./output.ts";

export interface CommandRequest {
  readonly program: string;
  /** Handed over as they are: there is no shell. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal | undefined;
  /** Of each stream only the last bytes are kept. */
  readonly mostBytes: number;
  /** Lines of both streams as they come. */
  readonly onLine?: (line: string) => void;
  /** Both streams into `output`, in the order in which they came. */
  readonly together?: boolean;
}

export interface CommandResult {
  /** `not-started`: there is no such program, it may not be run, or no system can be given such arguments. */
  readonly ended: "exited" | "timed-out" | "cancelled" | "not-started";
  /** As a shell would say it: 128 and more for a signal. Undefined unless it exited by itself. */
  readonly exit: number | undefined;
  /** Standard output; both streams where they were asked for together. */
  readonly output: string;
  /** Standard error. */
  readonly error: string;
  /** The beginning of `output` was left out. */
  readonly cut: boolean;
  readonly seconds: number;
}

/** After the command itself has ended, its streams may be held open by what it started. */
const STREAMS_MILLISECONDS = 2_000;

/**
 * Runs one command to its end: without a shell, with standard input closed, bounded in time and memory. It has a process group of its own,
 * so that Ctrl-C in the terminal reaches Bulwark alone, and a cancelled command ends with all that it started. Never throws.
 *
 * The environment is handed on as it is, the language included: docker, podman and nerdctl speak English only.
 */
export function runCommand(request: CommandRequest): Promise<CommandResult> {
  const began = performance.now();
  const output = new Tail(request.mostBytes);
  const error = request.together === true ? output : new Tail(request.mostBytes);
  const result = (ended: CommandResult["ended"], exit: number | undefined): CommandResult => ({
    ended,
    exit,
    output: output.text(),
    error: request.together === true ? "" : error.text(),
    cut: output.cut,
    seconds: (performance.now() - began) / 1000,
  });
  if (request.signal?.aborted === true) return Promise.resolve(result("cancelled", undefined));

  let child: ChildProcess;
  try {
    child = start(request);
  } catch (failure) {
    error.add(Buffer.from(failure instanceof Error ? failure.message : String(failure)));
    return Promise.resolve(result("not-started", undefined));
  }
  return new Promise((resolve) => {
    let stopped: "timed-out" | "cancelled" | undefined;
    let endRest = (): void => {};
    const stop = (reason: "timed-out" | "cancelled"): void => {
      if (stopped !== undefined) return;
      stopped = reason;
      endRest = endGroup(child);
    };
    const cancel = (): void => {
      stop("cancelled");
    };
    const timer = setTimeout(() => {
      stop("timed-out");
    }, request.timeoutSeconds * 1000);
    request.signal?.addEventListener("abort", cancel, { once: true });

    const streams = [collect(child.stdout, output, request.onLine), collect(child.stderr, error, request.onLine)];
    const finish = (ended: CommandResult["ended"], exit: number | undefined): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", cancel);
      for (const stream of streams) stream.end();
      resolve(result(ended, exit));
    };
    child.once("error", (failure) => {
      if (child.pid !== undefined) return;
      error.add(Buffer.from(failure.message));
      finish("not-started", undefined);
    });
    child.once("exit", () => {
      endRest();
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, STREAMS_MILLISECONDS).unref();
    });
    child.once("close", (code, signal) => {
      if (child.pid === undefined) return;
      if (stopped === undefined) finish("exited", code ?? 128 + signalNumber(signal));
      else finish(stopped, undefined);
    });
  });
}

/** The command with standard input closed; on Windows no group of its own, which would open a window. */
export function start(request: Pick<CommandRequest, "program" | "arguments" | "environment">): ChildProcess {
  return spawn(request.program, request.arguments, {
    env: request.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
}

function collect(stream: NodeJS.ReadableStream | null, tail: Tail, onLine: ((line: string) => void) | undefined): { end(): void } {
  const lines = onLine === undefined ? undefined : new Lines(onLine);
  stream?.on("data", (chunk: Buffer) => {
    tail.add(chunk);
    lines?.add(chunk);
  });
  return { end: () => lines?.end() };
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}
