import { PassThrough, type Readable } from "node:stream";
import { endGroup } from "../command/end-group.ts";
import { Tail } from "../command/output.ts";
import { start } from "../command/run-command.ts";
import { cancelled, failure, type EngineCommand } from "../engine-command.ts";
import { EngineError } from "../engine.ts";

const ERROR_BYTES = 16 * 1024;

/**
 * `save`: the archive as it comes. A command that fails, hangs or is cancelled destroys the stream with an `EngineError`; destroying the
 * stream ends the command.
 */
export function saveImage(command: EngineCommand, reference: string, timeoutSeconds: number): Readable {
  const archive = new PassThrough();
  const words = ["save", reference];
  if (command.signal.aborted) return archive.destroy(cancelled());
  const child = start({ program: command.program, arguments: words, environment: command.environment });
  const said = new Tail(ERROR_BYTES);
  const stop = (error: EngineError): void => {
    endGroup(child);
    archive.destroy(error);
  };
  const cancel = (): void => {
    stop(cancelled());
  };
  const timer = setTimeout(() => {
    stop(new EngineError("timed-out", `\`${command.program} save\` did not end within ${timeoutSeconds} s.`, "See whether the engine is busy or hangs, then try again."));
  }, timeoutSeconds * 1000);
  command.signal.addEventListener("abort", cancel, { once: true });

  child.stderr?.on("data", (chunk: Buffer) => {
    said.add(chunk);
  });
  // The archive ends only when the command has ended well: half an archive must not look whole.
  child.stdout?.pipe(archive, { end: false });
  const ended = (): void => {
    clearTimeout(timer);
    command.signal.removeEventListener("abort", cancel);
  };
  child.once("error", (problem) => {
    ended();
    archive.destroy(new EngineError("missing", `${command.program} could not be started: ${problem.message}`, "See whether it is still installed and on the PATH."));
  });
  child.once("close", (code) => {
    ended();
    if (code === 0) archive.end();
    else archive.destroy(failure(command, words, { error: said.text(), output: "", exit: code ?? undefined }));
  });
  archive.once("close", () => {
    ended();
    child.stdout?.destroy();
    if (child.exitCode === null && child.signalCode === null) endGroup(child);
  });
  return archive;
}
