import { readFile } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";
import { Tail } from "../command/output.ts";
import { runCommand, type CommandResult } from "../command/run-command.ts";
import { cancelled, failure, type EngineCommand } from "../engine-command.ts";
import { EngineError, type BuildRequest, type Built, type EngineName } from "../engine.ts";
import { noteWorkingContainer } from "../run/working-containers.ts";
import { saysUnreachable } from "../words/engine-words.ts";
import { buildWords } from "./build-words.ts";
import type { Builder } from "./builder.ts";
import { errorExcerpt } from "./error-excerpt.ts";
import { hasSyntaxLine, lackingFeatures, unsupported } from "./features.ts";
import { podmanEnvironment } from "./podman-environment.ts";
import { readPodmanLine } from "./podman-log.ts";
import { unknownFeature } from "./unknown-feature.ts";

/** The log's end is kept: enough for the builder's excerpt and what went before it. */
const LOG_BYTES = 256 * 1024;
/** Of what the command says that could not be started. */
const ERROR_BYTES = 16 * 1024;

/**
 * Builds one image. That it does not build, or not in time, is a result; an `EngineError` of kind `unsupported` says that this builder
 * cannot build such a file, which tells nothing about the file.
 */
export async function buildImage(
  command: EngineCommand,
  engine: EngineName,
  builder: Builder,
  request: BuildRequest,
  onLog: (line: string) => void,
): Promise<Omit<Extract<Built, { outcome: "built" }>, "imageId"> | Exclude<Built, { outcome: "built" }>> {
  const lacking = lackingFeatures(builder, request.features, hasSyntaxLine(await readDockerfile(request.dockerfile)));
  if (lacking.length > 0) throw unsupported(builder, lacking, undefined);

  if (builder.kind === "classic" && request.ignoreFile !== undefined) throw unsupported(builder, [], "it knows one .dockerignore for the whole context, and this Dockerfile has its own");

  const words = buildWords(engine, builder, request);
  const log = new Tail(LOG_BYTES);
  const running = runCommand({
    program: command.program,
    arguments: engine === "podman" ? ["--log-level", "debug", ...words] : words,
    environment: { ...command.environment, ...builder.environment, ...(engine === "podman" ? podmanEnvironment(command.runId, command.environment) : {}) },
    timeoutSeconds: request.timeoutSeconds,
    signal: command.signal,
    mostBytes: ERROR_BYTES,
    onLine: (raw) => {
      const podman = engine === "podman" ? readPodmanLine(raw) : undefined;
      if (typeof podman === "object") noteWorkingContainer(command.runId, podman.container);
      if (podman !== undefined) return;
      const line = stripVTControlCharacters(raw);
      log.add(Buffer.from(`${line}\n`));
      onLog(line);
    },
  });
  const result = { ...(await command.watch(running)), output: log.text() };
  if (result.ended === "cancelled") throw cancelled();
  if (result.ended === "not-started") throw failure(command, words, { ...result, exit: undefined });
  const told = { seconds: result.seconds, command: words };
  if (result.ended === "timed-out") return { outcome: "timed-out", error: `It did not build within ${request.timeoutSeconds} s.`, log: result.output, ...told };
  if (result.exit === 0) return { outcome: "built", ...told };
  return { outcome: "failed", error: failed(command, words, builder, request, result), log: result.output, ...told };
}

function failed(command: EngineCommand, words: readonly string[], builder: Builder, request: BuildRequest, result: CommandResult): string {
  const error = errorExcerpt(result.output);
  const sentence = error.split("\n", 1)[0] ?? "";
  if (saysUnreachable(sentence)) throw failure(command, words, { ...result, error: sentence });
  const unknown = unknownFeature(error, builder, request.features);
  if (unknown !== undefined) throw unsupported(builder, unknown, sentence);
  return error === "" ? `The builder ended with exit code ${result.exit ?? "unknown"} and said nothing.` : error;
}

async function readDockerfile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new EngineError("failed", `The Dockerfile ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, "See whether it is still there.");
  }
}
