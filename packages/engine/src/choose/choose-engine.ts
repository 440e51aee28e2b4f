import { setMaxListeners } from "node:events";
import { runCommand } from "../command/run-command.ts";
import { CommandLineEngine } from "../command-line-engine.ts";
import { cancelled } from "../engine-command.ts";
import { EngineError, type EngineName } from "../engine.ts";
import type { Run } from "../run/run.ts";
import type { Answering, Look, Silent } from "./answer.ts";
import { lookForDocker } from "./docker.ts";
import { lookForNerdctl } from "./nerdctl.ts";
import { lookForPodman } from "./podman.ts";
import { remedyFor } from "./remedy.ts";

export interface EngineChoice {
  readonly wanted: "auto" | EngineName;
  /** The user's own: contexts, DOCKER_HOST, DOCKER_CONFIG and proxies are in it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly run: Run;
  /** Cancels whatever the engine is doing. */
  readonly signal: AbortSignal;
  /** Told once each, a sentence: what this engine or its host cannot do as it was asked. */
  readonly onNotice: (notice: string) => void;
}

const NAMES: readonly EngineName[] = ["docker", "podman", "nerdctl"];
/** A context over ssh takes its time to connect. */
const ANSWER_SECONDS = 20;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The engine that is wanted, or the first of docker, podman and nerdctl whose command is there and whose engine answers. Throws an
 * `EngineError` of kind `missing`, `unreachable`, `unsupported` or `cancelled`, which says what was looked for and what each said.
 */
export async function chooseEngine(choice: EngineChoice): Promise<CommandLineEngine> {
  const environment = { ...choice.environment, BULWARK_RUN: choice.run.id };
  const silent: [EngineName, Silent][] = [];
  for (const name of choice.wanted === "auto" ? NAMES : [choice.wanted]) {
    const found = await lookFor(name, environment, choice.signal);
    if ("facts" in found) return chosen(choice, environment, name, found, silent);
    silent.push([name, found]);
  }
  throw noEngine(choice, silent);
}

function lookFor(name: EngineName, environment: EngineChoice["environment"], signal: AbortSignal): Promise<Answering | Silent> {
  const look: Look = async (words) => {
    const { ended, ...rest } = await runCommand({ program: name, arguments: words, environment, timeoutSeconds: ANSWER_SECONDS, signal, mostBytes: MOST_BYTES });
    if (ended === "cancelled") throw cancelled();
    return { ended, ...rest };
  };
  if (name === "docker") return lookForDocker(look, environment);
  return name === "podman" ? lookForPodman(look) : lookForNerdctl(look);
}

function chosen(choice: EngineChoice, environment: EngineChoice["environment"], program: EngineName, found: Answering, silent: readonly (readonly [EngineName, Silent])[]): CommandLineEngine {
  if (found.host.remote !== undefined) {
    choice.onNotice(`The engine is on another machine (${found.host.remote}): what it publishes on 127.0.0.1 is published there, and cannot be asked from here.`);
  }
  const signal = AbortSignal.any([choice.signal, choice.run.closing]);
  // Every call that is under way listens to it; Node takes more than ten for a leak.
  setMaxListeners(0, signal);
  const engine = new CommandLineEngine({
    command: { program, environment, signal, runId: choice.run.id, watch: choice.run.watch },
    facts: { ...found.facts, chosen: reason(choice.wanted, program, found.disguised, silent) },
    builder: found.builder,
    host: found.host,
    onNotice: choice.onNotice,
  });
  choice.run.attach(engine.store);
  return engine;
}

function reason(wanted: EngineChoice["wanted"], program: EngineName, disguised: boolean, silent: readonly (readonly [EngineName, Silent])[]): string {
  const name = disguised ? `${program}, which is Podman under another name,` : program;
  if (wanted !== "auto") return `--engine says ${disguised ? name.slice(0, -1) : name}`;
  const before = silent.map(([other, { kind, said }]) => (kind === "missing" ? `${other} is not installed` : `${other} does not answer (${firstLine(said)})`));
  return [`${name} is the first that answers`, ...before].join("; ");
}

function noEngine(choice: EngineChoice, silent: readonly (readonly [EngineName, Silent])[]): EngineError {
  const kinds = new Set(silent.map(([, { kind }]) => kind));
  const kind = kinds.has("unreachable") ? "unreachable" : kinds.has("unfit") ? "unsupported" : "missing";
  const said = silent.map(([name, { said }]) => `${name}: ${firstLine(said)}`).join("; ");
  const message = choice.wanted === "auto" ? `No container engine answers (${said}).` : sentence(`The engine ${choice.wanted} cannot be used: ${firstLine(silent[0]?.[1].said ?? "")}`);
  return new EngineError(kind, message, remedyFor(silent, choice.environment));
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
