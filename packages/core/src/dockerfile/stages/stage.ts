import type { Range } from "../../source/text.ts";
import type { Stage, StageBase, StageConfig } from "../model.ts";
import { baseMoment, followStage, inheritedMoment, type Course, type FileSetting, type Moment } from "./course.ts";
import { stageConfig } from "./config.ts";
import type { Flag, Instruction } from "../syntax.ts";
import type { Scope } from "../variables/scope.ts";

/** The parts of a stage as the file gives them. */
export interface StageParts {
  readonly index: number;
  readonly name: string | undefined;
  readonly nameRange: Range | undefined;
  readonly from: Instruction;
  readonly base: StageBase;
  /** The stage that it is made FROM. */
  readonly parent: BuildStage | undefined;
  readonly instructions: readonly Instruction[];
  readonly dependencies: readonly Stage[];
}

/** A stage whose variables and configuration are followed once, when they are first asked for. */
export class BuildStage implements Stage {
  readonly index: number;
  readonly name: string | undefined;
  readonly nameRange: Range | undefined;
  readonly from: Instruction;
  readonly base: StageBase;
  readonly instructions: readonly Instruction[];
  readonly dependencies: readonly Stage[];
  readonly #parent: BuildStage | undefined;
  readonly #setting: FileSetting;
  readonly #reachable: ReadonlySet<Stage>;
  #course: Course | undefined;
  #triggers: readonly Instruction[] | undefined;
  #config: StageConfig | undefined;

  /** `reachable` is filled when all stages are there. */
  constructor(parts: StageParts, setting: FileSetting, reachable: ReadonlySet<Stage>) {
    this.index = parts.index;
    this.name = parts.name;
    this.nameRange = parts.nameRange;
    this.from = parts.from;
    this.base = parts.base;
    this.instructions = parts.instructions;
    this.dependencies = parts.dependencies;
    this.#parent = parts.parent;
    this.#setting = setting;
    this.#reachable = reachable;
  }

  get platform(): Flag | undefined {
    return this.from.flags.find((flag) => flag.name === "platform");
  }

  get reachable(): boolean {
    return this.#reachable.has(this);
  }

  /** What its ONBUILD instructions hold: it runs first in a stage made FROM this one, and is not handed on from there. */
  get triggers(): readonly Instruction[] {
    this.#triggers ??= this.instructions.flatMap(({ keyword, nested }) => (keyword === "ONBUILD" && nested !== undefined ? [nested] : []));
    return this.#triggers;
  }

  get config(): StageConfig {
    this.#config ??= stageConfig(this.#follow().end.values);
    return this.#config;
  }

  configAt(instruction: Instruction): StageConfig {
    return stageConfig(this.#before(instruction).values);
  }

  variablesAt(instruction: Instruction): Scope {
    return this.#before(instruction).scope;
  }

  #before(instruction: Instruction): Moment {
    const moment = this.#follow().before.get(instruction);
    if (moment === undefined) throw new RangeError(`the instruction at ${instruction.range.start} is not one of stage ${this.index}`);
    return moment;
  }

  /** Follows the stages that this one is made FROM first: their chain may be longer than the call stack is deep. */
  #follow(): Course {
    if (this.#course !== undefined) return this.#course;
    const ancestors: BuildStage[] = [];
    let ancestor = this.#parent;
    while (ancestor !== undefined && ancestor.#course === undefined) {
      ancestors.push(ancestor);
      ancestor = ancestor.#parent;
    }
    let course = ancestor === undefined ? undefined : ancestor.#course;
    for (const stage of ancestors.toReversed()) course = stage.#followFrom(course);
    return this.#followFrom(course);
  }

  #followFrom(parent: Course | undefined): Course {
    const start = parent === undefined ? baseMoment(this, this.#setting) : inheritedMoment(parent, this.index);
    this.#course = followStage(start, this, this.#parent?.triggers ?? [], this.#setting);
    return this.#course;
  }
}
