import type { Readable } from "node:stream";
import type { ContainerSettings } from "@bulwark/core/deploy";
import type { Change, EngineFacts, Trial } from "@bulwark/core/prove";
import { buildImage } from "./build/build-image.ts";
import type { Builder } from "./build/builder.ts";
import type { EngineHost } from "./choose/answer.ts";
import { readChanges } from "./container/changes.ts";
import { checkedReference } from "./container/names.ts";
import { HealthChecks } from "./container/podman/health-checks.ts";
import { lookAtImage, type AbsentPaths } from "./container/podman/look-at-image.ts";
import { observe } from "./container/observe/observe.ts";
import { startContainer } from "./container/start-container.ts";
import { readState } from "./container/state.ts";
import { ask, call, failure, type EngineCommand } from "./engine-command.ts";
import { EngineError, type BuildRequest, type Built, type ContainerState, type Engine, type ImageFacts, type Started } from "./engine.ts";
import { readImageFacts, sizeFromHistory } from "./image/image-facts.ts";
import { saveImage } from "./image/save-image.ts";
import { at, entriesAt, itemsAt, parseJson, textAt } from "@bulwark/image";
import { commandStore } from "./run/command-store.ts";
import type { Store } from "./run/store.ts";

export interface EngineParts {
  readonly command: EngineCommand;
  readonly facts: EngineFacts;
  readonly builder: Builder;
  readonly host: EngineHost;
  readonly onNotice: (notice: string) => void;
}

const SAVE_SECONDS = 600;
/** Beyond the grace time: an engine under load takes its time to end a container and to say so. */
const STOP_SECONDS = 30;
/** Longer than any health check may take that is of use. */
const HEALTH_SECONDS = 120;
const OUTPUT_BYTES = 1024 * 1024;

/** An engine through its command; what differs between docker, podman and nerdctl is known to the modules that this one calls. */
export class CommandLineEngine implements Engine {
  readonly facts: EngineFacts;
  /** What it keeps under Bulwark's names. */
  readonly store: Store;
  readonly #command: EngineCommand;
  readonly #builder: Builder;
  readonly #host: EngineHost;
  readonly #notice: (notice: string) => void;
  readonly #healthChecks = new HealthChecks();
  readonly #absentPaths: AbsentPaths = new Map();
  /** By reference: asked once, since the images of a run are built once and never moved. */
  readonly #imageFacts = new Map<string, Promise<ImageFacts>>();
  /** By container: what was made for it alone. */
  readonly #volumes = new Map<string, readonly string[]>();

  constructor({ command, facts, builder, host, onNotice }: EngineParts) {
    const told = new Set<string>();
    this.facts = facts;
    this.store = commandStore(command, facts.name);
    this.#command = command;
    this.#builder = builder;
    this.#host = host;
    this.#notice = (notice) => {
      if (told.has(notice)) return;
      told.add(notice);
      onNotice(notice);
    };
  }

  async build(request: BuildRequest, onLog: (line: string) => void): Promise<Built> {
    this.#imageFacts.delete(request.tag);
    const built = await buildImage(this.#command, this.facts.name, this.#builder, request, onLog);
    return built.outcome === "built" ? { ...built, imageId: (await this.imageFacts(request.tag)).id } : built;
  }

  start(settings: ContainerSettings, secretValues: Readonly<Record<string, string>> = {}): Promise<Started> {
    this.#healthChecks.every(settings.name, settings.healthInterval);
    return startContainer({
      command: this.#command,
      engine: this.facts.name,
      host: this.#host,
      settings,
      secretValues,
      lookAtImage: async () => lookAtImage(this.#command, settings, await this.imageFacts(settings.image), this.#absentPaths),
      onVolume: (name) => {
        this.#volumes.set(settings.name, [...(this.#volumes.get(settings.name) ?? []), name]);
      },
      onNotice: this.#notice,
    });
  }

  async state(container: string): Promise<ContainerState> {
    const inspected = await this.#inspect(container);
    if (this.facts.name !== "podman" || !this.#healthChecks.isDue(container, inspected, performance.now())) return readState(inspected);
    await call(this.#command, ["healthcheck", "run", checkedReference(container)], { timeoutSeconds: HEALTH_SECONDS });
    return readState(await this.#inspect(container));
  }

  async log(container: string, mostBytes: number): Promise<string> {
    // A line has a byte at least: as many lines as bytes are enough, and an endless log is not read from its beginning.
    const words = ["logs", "--tail", String(mostBytes), checkedReference(container)];
    const result = await call(this.#command, words, { mostBytes, together: true });
    if (result.exit !== 0) throw failure(this.#command, words, result);
    return result.output;
  }

  async stop(container: string, graceSeconds: number): Promise<void> {
    await ask(this.#command, ["stop", "-t", String(Math.ceil(graceSeconds)), checkedReference(container)], { timeoutSeconds: graceSeconds + STOP_SECONDS });
  }

  async changes(container: string): Promise<readonly Change[]> {
    const [inspected, changes] = await Promise.all([this.#inspect(container), ask(this.#command, ["diff", checkedReference(container)])]);
    const mounts = itemsAt(inspected, "Mounts").flatMap((mount) => textAt(mount, "Destination") ?? []);
    return readChanges(changes, [...mounts, ...entriesAt(inspected, "HostConfig", "Tmpfs").map(([path]) => path)]);
  }

  async observe(container: string): Promise<Pick<Trial, "process" | "listening">> {
    const name = checkedReference(container);
    return observe(await this.#inspect(name), async (files) => {
      const { exit, output } = await call(this.#command, ["exec", name, "cat", ...files], { mostBytes: OUTPUT_BYTES });
      return exit === 0 || output !== "" ? output : undefined;
    });
  }

  async execute(container: string, command: readonly string[], timeoutSeconds: number): Promise<{ readonly exit: number; readonly output: string }> {
    const words = ["exec", checkedReference(container), ...command];
    const result = await call(this.#command, words, { timeoutSeconds, mostBytes: OUTPUT_BYTES, together: true });
    if (result.exit !== 0 && (await this.state(container)).status !== "running") {
      throw new EngineError("failed", `The container ended before \`${command[0] ?? ""}\` could run in it.`, "Its log says why it ended.");
    }
    return { exit: result.exit ?? 0, output: result.output };
  }

  async removeContainer(container: string): Promise<void> {
    await this.store.remove("container", [checkedReference(container)]);
    const volumes = this.#volumes.get(container) ?? [];
    if (volumes.length > 0) await this.store.remove("volume", volumes);
    this.#volumes.delete(container);
  }

  imageFacts(reference: string): Promise<ImageFacts> {
    const known = this.#imageFacts.get(reference);
    if (known !== undefined) return known;
    const asked = this.#askImageFacts(reference);
    this.#imageFacts.set(reference, asked);
    asked.catch(() => this.#imageFacts.delete(reference));
    return asked;
  }

  async #askImageFacts(reference: string): Promise<ImageFacts> {
    const inspected = parseJson(await ask(this.#command, ["image", "inspect", checkedReference(reference)]));
    const facts = readImageFacts(at(inspected, 0));
    const size = this.#host.packedSizes ? sizeFromHistory(await ask(this.#command, ["history", "--human=false", "--format", "{{.Size}}", checkedReference(reference)])) : facts?.size;
    if (facts === undefined || size === undefined) throw new EngineError("failed", `\`${this.#command.program} image inspect\` said nothing of ${reference}.`, "Report this with the engine's version.");
    return { ...facts, size };
  }

  saveImage(reference: string): Readable {
    return saveImage(this.#command, checkedReference(reference), SAVE_SECONDS);
  }

  async removeImage(reference: string): Promise<void> {
    this.#imageFacts.delete(reference);
    await this.store.remove("image", [checkedReference(reference)]);
  }

  async createVolume(name: string): Promise<void> {
    await ask(this.#command, ["volume", "create", checkedReference(name)]);
  }

  async removeVolume(name: string): Promise<void> {
    await this.store.remove("volume", [checkedReference(name)]);
  }

  async #inspect(container: string): Promise<unknown> {
    return at(parseJson(await ask(this.#command, ["container", "inspect", checkedReference(container)])), 0);
  }
}
