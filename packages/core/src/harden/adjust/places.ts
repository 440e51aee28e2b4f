import { isAtOrBelow } from "../../context/path.ts";
import { type Evidence, valueOf } from "../../source/fact.ts";
import type { Adjusted, Adjustments } from "../adjustments.ts";
import type { Application, WrittenPath } from "../application.ts";
import { hiddenAt } from "../hides-program.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { namedWhole } from "./named-whole.ts";
import { landings } from "../stage/landings.ts";
import { evidenceAt } from "../stage/line.ts";
import { are, decide, evidenceOf, names } from "./decide.ts";

const VOLUMES = "What does it write that must last?";
const TMPFS = "What does it write that need not last?";
const EXECUTABLE = "Does it start programs that it wrote itself?";

/** Places to write, as people say them; what the source shows of the same places gives way. */
export interface StatedPlaces {
  readonly writes: readonly WrittenPath[];
  readonly decisions: readonly Decision[];
}

export function statedPlaces(input: HardenInput, application: Application, stated: Adjustments): StatedPlaces {
  const places = new Places(input, application, stated);
  return places.take(stated);
}

class Places {
  readonly #application: Application;
  readonly #brought: readonly Brought[];
  readonly #isNamed: (path: string) => boolean;
  readonly #writes: WrittenPath[] = [];
  readonly #decisions: Decision[] = [];
  /** What becomes of a folder over which nothing can be mounted. */
  readonly #instead: string;

  constructor(input: HardenInput, application: Application, stated: Adjustments) {
    this.#application = application;
    this.#instead = stated.writableRoot?.value === false ? "so there is none, and it cannot write there, since the root is to be read-only" : "so there is none and the root stays writable";
    this.#brought = broughtPlaces(input, application);
    this.#isNamed = namedWhole(input, application);
  }

  take({ volumes, tmpfs, executableTmpfs }: Adjustments): StatedPlaces {
    const executable = new Set(executableTmpfs.map(({ value }) => value));
    const lasting = new Set([...volumes.map(({ value }) => value), ...this.#application.writes.filter((write) => write.purpose === "data").map((write) => write.path)]);
    const alreadyVolumes = executableTmpfs.filter(({ value }) => lasting.has(value) && !tmpfs.some((other) => other.value === value));
    const inMemory = uniqueByValue([...tmpfs, ...executableTmpfs.filter((item) => !alreadyVolumes.includes(item))]).filter(({ value }) => !volumes.some((volume) => volume.value === value));
    this.#volumes(volumes);
    this.#inMemory(inMemory, executable);
    this.#executable(inMemory.filter(({ value }) => executable.has(value) && this.#isMounted(value)), alreadyVolumes);
    const superseding = [...volumes, ...inMemory].map(({ value }) => value);
    const shown = this.#application.writes.filter((write) => !superseding.some((path) => isAtOrBelow(path, write.path)));
    return { writes: [...this.#writes, ...shown], decisions: this.#decisions };
  }

  #volumes(volumes: readonly Adjusted<string>[]): void {
    const workdir = valueOf(this.#application.start)?.workdir ?? "/";
    const kept: Adjusted<string>[] = [];
    for (const volume of volumes) {
      const brought = this.#brought.filter((place) => isAtOrBelow(volume.value, place.path));
      const code = isAtOrBelow(volume.value, workdir) ? brought[0]?.path : undefined;
      const hidden = hiddenAt(volume.value, this.#application) ?? code;
      if (hidden !== undefined) this.#leave(volume, "volumes", VOLUMES, `a volume at ${volume.value} would hide ${hidden}, which runs from there`);
      else {
        kept.push(volume);
        this.#writes.push(this.#written(volume, "data"));
        if (brought.length > 0) this.#warn("volumes", VOLUMES, `the image brings along what lies in ${volume.value}: engines copy it into a new volume once, an old volume hides what a newer image brings, and Kubernetes starts with an empty one`, [volume.evidence, ...evidenceOf(brought)]);
      }
    }
    if (kept.length > 0) this.#decisions.push(decide("volumes", VOLUMES, "adapt", `${are(kept)} kept in ${kept.length === 1 ? "a volume" : "volumes of their own"}`, evidenceOf(kept)));
  }

  #inMemory(folders: readonly Adjusted<string>[], executable: ReadonlySet<string>): void {
    const kept: Adjusted<string>[] = [];
    for (const folder of folders) {
      // What lies in /tmp is hidden as it is.
      const hidden = isAtOrBelow("/tmp", folder.value) ? undefined : (hiddenAt(folder.value, this.#application) ?? [...this.#application.files, ...this.#brought].find((place) => isAtOrBelow(folder.value, place.path))?.path);
      if (hidden !== undefined) {
        this.#leave(folder, "tmpfs", TMPFS, `a file system in memory at ${folder.value} would hide ${hidden}, which the image brings`);
        continue;
      }
      kept.push(folder);
      this.#writes.push({ ...this.#written(folder, "scratch"), ...(executable.has(folder.value) ? { executable: true } : {}) });
      const data = this.#application.writes.filter((write) => write.purpose === "data" && isAtOrBelow(folder.value, write.path));
      if (data.length > 0) this.#warn("tmpfs", TMPFS, `${folder.value} lies in memory though the program keeps data there, as far as its source shows: it is gone with the container`, [folder.evidence, ...evidenceOf(data)]);
    }
    if (kept.length > 0) this.#decisions.push(decide("tmpfs", TMPFS, "adapt", `${names(kept)} ${kept.length === 1 ? "lies" : "lie"} in memory: what is written there is gone with the container`, evidenceOf(kept)));
  }

  #executable(folders: readonly Adjusted<string>[], volumes: readonly Adjusted<string>[]): void {
    if (folders.length > 0) this.#warn("executable-tmpfs", EXECUTABLE, `programs may be started from ${names(folders)}, and so may what someone who breaks in puts there: noexec is lifted there and nowhere else`, evidenceOf(folders));
    if (volumes.length > 0) this.#decisions.push(decide("executable-tmpfs", EXECUTABLE, "adapt", `${are(volumes)} no file system in memory but a volume, from which programs may be started as it is`, evidenceOf(volumes)));
  }

  /** Nothing is mounted over what runs, so what is written there needs a root that is writable. */
  #leave(item: Adjusted<string>, id: string, question: string, reason: string): void {
    this.#writes.push({ ...this.#written(item, "data"), beside: true });
    this.#warn(id, question, `${reason}, ${this.#instead}; let it write to a folder of its own`, [item.evidence]);
  }

  #isMounted(path: string): boolean {
    return this.#writes.some((write) => write.path === path && write.purpose === "scratch");
  }

  #written({ value, evidence }: Adjusted<string>, purpose: WrittenPath["purpose"]): WrittenPath {
    return { path: value, purpose, stated: true, ...(this.#isNamed(value) ? { relative: false } : {}), evidence };
  }

  #warn(id: string, question: string, outcome: string, evidence: readonly Evidence[]): void {
    this.#decisions.push(decide(id, question, "warn", outcome, evidence));
  }
}

interface Brought {
  readonly path: string;
  readonly evidence: Evidence;
}

/** Where COPY and ADD put what the image brings; none where only what is named is taken out of the stage that builds. */
function broughtPlaces(input: HardenInput, { ecosystem, buildStage }: Application): readonly Brought[] {
  const { runtimeStages } = input.subject;
  if (ecosystem !== "generic" && runtimeStages.includes(buildStage)) return [];
  return runtimeStages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => landings(stage, instruction).map((path) => ({ path, evidence: evidenceAt(input, instruction.range, `copies to ${path}`) }))),
  );
}

function uniqueByValue(items: readonly Adjusted<string>[]): readonly Adjusted<string>[] {
  return items.filter((item, index) => items.findIndex((other) => other.value === item.value) === index);
}
