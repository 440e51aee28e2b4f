import type { Range } from "../../source/text.ts";
import type { Stage, StageBase } from "../model.ts";
import { flagValue } from "../read-copy.ts";
import { readMounts } from "../read-mounts.ts";
import { parseImageReference } from "../reference.ts";
import { BuildStage } from "./stage.ts";
import type { FileSetting } from "./course.ts";
import type { Argument, Instruction } from "../syntax.ts";

/** The stages of a file in order, and how they refer to each other. */
export class StageGraph {
  readonly stages: readonly BuildStage[];
  readonly #byName = new Map<string, BuildStage[]>();
  readonly #setting: FileSetting;
  readonly #reachable = new Set<Stage>();

  /** `instructions` begin with a FROM. */
  constructor(instructions: readonly Instruction[], setting: FileSetting) {
    this.#setting = setting;
    const stages: BuildStage[] = [];
    this.stages = stages;
    for (const [from, ...rest] of splitAtFrom(instructions)) {
      if (from === undefined) continue;
      const stage = this.#readStage(from, rest);
      stages.push(stage);
      if (stage.name === undefined) continue;
      const named = this.#byName.get(stage.name);
      if (named === undefined) this.#byName.set(stage.name, [stage]);
      else named.push(stage);
    }
  }

  /**
   * The stage before number `before` that a name (whatever its case) or a number means; of stages with one name the last before it.
   * A stage cannot be used before it is built, so there are no cycles.
   */
  find(text: string, before: number): BuildStage | undefined {
    if (/^[+-]?\d{1,9}$/.test(text)) {
      const index = Number(text);
      return index >= 0 && index < before ? this.stages[index] : undefined;
    }
    return this.#findNamed(text, before);
  }

  /** Marks what the target needs; without a target nothing can be left out. */
  reach(target: BuildStage | undefined): void {
    const pending: Stage[] = target === undefined ? [...this.stages] : [target];
    let named = 0;
    for (let stage = pending.pop(); stage !== undefined; stage = pending.pop()) {
      if (this.#reachable.has(stage)) continue;
      this.#reachable.add(stage);
      for (const dependency of stage.dependencies) pending.push(dependency);
      // `FROM base-$TARGETARCH` may mean any stage with a name before it.
      if (stage.base.kind !== "unknown") continue;
      for (; named < stage.index; named++) {
        const other = this.stages[named];
        if (other?.name !== undefined) pending.push(other);
      }
    }
  }

  #readStage(from: Instruction, instructions: readonly Instruction[]): BuildStage {
    const index = this.stages.length;
    const [word, as, nameWord] = from.arguments;
    const nameArgument = as?.text.toLowerCase() === "as" ? nameWord : undefined;
    const { base, parent } = this.#readBase(word, from.keywordRange, index);
    const dependencies = new Set<Stage>(parent === undefined ? [] : [parent]);
    for (const instruction of [...(parent?.triggers ?? []), ...instructions]) {
      for (const stage of this.#stagesRead(instruction, index)) dependencies.add(stage);
    }
    const parts = {
      index,
      name: nameArgument?.text.toLowerCase(),
      nameRange: nameArgument?.range,
      from,
      base,
      parent,
      instructions,
      dependencies: [...dependencies].toSorted((a, b) => a.index - b.index),
    };
    return new BuildStage(parts, this.#setting, this.#reachable);
  }

  /** The earlier stages that a COPY or a RUN reads from; a mount names a stage, it does not number it. Source: BuildKit, `toCommand` and `detectRunMount`. */
  #stagesRead(instruction: Instruction, index: number): readonly BuildStage[] {
    const found: (BuildStage | undefined)[] = [];
    if (instruction.keyword === "COPY") {
      const from = flagValue(instruction, "from");
      if (from !== undefined) found.push(this.find(from.text, index));
    } else if (instruction.keyword === "RUN" && instruction.flags.length > 0) {
      for (const { options } of readMounts(instruction)) {
        const from = options.get("from");
        if (from !== undefined) found.push(this.#findNamed(from.value, index));
      }
    }
    return found.filter((stage) => stage !== undefined);
  }

  /** What FROM names, in the order in which BuildKit looks: a stage, `scratch`, an image. */
  #readBase(word: Argument | undefined, keywordRange: Range, index: number): { readonly base: StageBase; readonly parent: BuildStage | undefined } {
    if (word === undefined) return { base: unknownBase("", "FROM names no image", keywordRange), parent: undefined };
    const { range } = word;
    const expansion = this.#setting.globals.expansion(word.text);
    if (!expansion.certain) return { base: unknownBase(word.text, expansion.reason, range), parent: undefined };
    // BuildKit refuses `FROM Build` for a stage `build`: no image has capitals in its name, so it can only be meant as the stage.
    const stage = this.#findNamed(expansion.text, index);
    if (stage !== undefined) return this.#stageBase(stage, word);
    if (expansion.text === "scratch") return { base: { kind: "scratch", range }, parent: undefined };
    const reference = parseImageReference(expansion.text);
    if (reference !== undefined) return { base: { kind: "image", reference, range }, parent: undefined };
    const [unset] = expansion.unset;
    const reason = unset === undefined ? `${expansion.text} is no image reference` : `no ARG before the first FROM declares ${unset}`;
    return { base: unknownBase(word.text, reason, range), parent: undefined };
  }

  #stageBase(stage: BuildStage, { text, range }: Argument): { readonly base: StageBase; readonly parent: BuildStage | undefined } {
    if (stage.triggers.length <= MOST_TRIGGERS) return { base: { kind: "stage", stage, range }, parent: stage };
    return { base: unknownBase(text, `stage ${text} leaves more than ${MOST_TRIGGERS} ONBUILD triggers`, range), parent: undefined };
  }

  #findNamed(name: string, before: number): BuildStage | undefined {
    const named = this.#byName.get(name.toLowerCase()) ?? [];
    let low = 0;
    let high = named.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((named[middle]?.index ?? before) < before) low = middle + 1;
      else high = middle;
    }
    return named[low - 1];
  }
}

/** Triggers run again in every stage made FROM theirs: thousands of both is no Dockerfile that anyone builds. */
const MOST_TRIGGERS = 100;

function unknownBase(text: string, reason: string, range: Range): StageBase {
  return { kind: "unknown", text, reason, range };
}

/** Groups that begin with a FROM each. */
function splitAtFrom(instructions: readonly Instruction[]): readonly (readonly Instruction[])[] {
  const groups: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") groups.push([instruction]);
    else groups[groups.length - 1]?.push(instruction);
  }
  return groups;
}
