import type { SourceText } from "../../source/text.ts";
import { applyInstruction } from "./apply-instruction.ts";
import { baseConfig, isWindowsImage } from "./base-config.ts";
import { instructionEvidence } from "./instruction-evidence.ts";
import type { BaseCatalogue, Stage } from "../model.ts";
import type { ConfigValues } from "./config.ts";
import type { Instruction } from "../syntax.ts";
import { Scope, type BuildArguments } from "../variables/scope.ts";

/** What all stages of a file share. */
export interface FileSetting {
  readonly source: SourceText;
  readonly escape: "\\" | "`";
  /** The variables before the first FROM. */
  readonly globals: Scope;
  readonly buildArguments: BuildArguments;
  readonly catalogue: BaseCatalogue | undefined;
}

/** Variables and configuration at one place. */
export interface Moment {
  readonly scope: Scope;
  readonly values: ConfigValues;
}

/** What holds before each instruction of a stage, and at its end. */
export interface Course {
  readonly before: ReadonlyMap<Instruction, Moment>;
  readonly end: Moment;
}

/** Linux' `PATH` where the image has none. Source: BuildKit, `system.DefaultPathEnvUnix`. */
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The part of a stage that decides its course. */
type StageText = Pick<Stage, "index" | "from" | "base" | "instructions">;

/** Goes through the triggers that a stage inherits and through its instructions in order, from what it begins with. */
export function followStage(start: Moment, stage: StageText, triggers: readonly Instruction[], setting: FileSetting): Course {
  const before = new Map<Instruction, Moment>([[stage.from, { scope: setting.globals, values: start.values }]]);
  let moment = start;
  const follow = (instruction: Instruction): void => {
    before.set(instruction, moment);
    if (instruction.nested !== undefined) before.set(instruction.nested, moment);
    moment = momentAfter(moment, stage.index, instruction, setting);
  };
  triggers.forEach(follow);
  stage.instructions.forEach(follow);
  return { before, end: moment };
}

function momentAfter(moment: Moment, stage: number, instruction: Instruction, { source, globals, buildArguments }: FileSetting): Moment {
  const { scope, values } = moment;
  if (instruction.keyword === "ENV") return { scope: scope.afterEnv(instruction), values };
  if (instruction.keyword === "ARG") return { scope: scope.afterArg(instruction, globals, buildArguments), values };
  const after = applyInstruction(values, { source, instruction, scope, stage });
  return after === values ? moment : { scope, values: after };
}

/** What a stage begins with that is made FROM another stage of the file. Source: BuildKit, `dispatchState.init`. */
export function inheritedMoment(parent: Course, stage: number): Moment {
  return { scope: parent.end.scope.forStage(stage), values: parent.end.values };
}

/** What a stage begins with that is made FROM scratch, an image, or something that cannot be told. */
export function baseMoment({ index, from, base }: StageText, setting: FileSetting): Moment {
  const image = base.kind === "image" ? setting.catalogue?.find(base.reference) : undefined;
  const isWindows = setting.escape === "`" || (base.kind === "image" && isWindowsImage(base.reference));
  const environment = base.kind === "scratch" ? {} : image?.env;
  const scope =
    environment === undefined
      ? Scope.base({ PATH: undefined }, index, setting.escape, "the base image may set it")
      : Scope.base({ PATH: isWindows ? undefined : DEFAULT_PATH, ...environment }, index, setting.escape, undefined);
  return { scope, values: baseConfig({ base, image, isWindows, evidence: instructionEvidence(setting.source, from) }) };
}
