import type { BuildContext } from "../context/build-context.ts";
import { buildModel } from "../dockerfile/build-model.ts";
import type { DockerfileModel, ModelOptions, Stage } from "../dockerfile/model.ts";
import type { DockerfileSyntax } from "../dockerfile/syntax.ts";
import { imageCatalogue } from "../knowledge/find-image.ts";
import type { Posture } from "../posture/posture.ts";
import { predictPosture } from "../posture/predict.ts";
import { runtimeStages } from "../posture/runtime-stages.ts";
import { accountCalls, downloads, packageCalls, permissionCalls, readStageShell, readTriggerShell } from "../shell/index.ts";
import type { AccountCall, Download, PackageCall, PermissionCall } from "../shell/calls.ts";
import type { Command, ShellScript } from "../shell/command.ts";
import type { CalendarDate } from "../source/date.ts";
import type { SourceText } from "../source/text.ts";

/** Everything that a Dockerfile rule may look at; computed once, lazily, for all rules. */
export interface DockerfileSubject {
  readonly source: SourceText;
  readonly model: DockerfileModel;
  /** The stage that runs: the target; undefined in an empty file, and when `--target` names no stage. */
  readonly target: Stage | undefined;
  /** The target and the stages that it is made FROM, last first: what they leave in the file system is in the running image. */
  readonly runtimeStages: readonly Stage[];
  /** Whether what this stage leaves reaches the running image as a layer. */
  isRuntime(stage: Stage): boolean;
  readonly posture: Posture;
  /** Files of the build context, where one is at hand; undefined means that nothing is known about it. */
  readonly context: BuildContext | undefined;
  readonly today: CalendarDate;
  /** The scripts of RUN, those behind ONBUILD among them, in order. */
  scripts(stage: Stage): readonly ShellScript[];
  commands(stage: Stage): readonly Command[];
  packageCalls(stage: Stage): readonly PackageCall[];
  downloads(stage: Stage): readonly Download[];
  accountCalls(stage: Stage): readonly AccountCall[];
  permissionCalls(stage: Stage): readonly PermissionCall[];
}

export interface DockerfileInput {
  readonly syntax: DockerfileSyntax;
  readonly context: BuildContext | undefined;
  readonly today: CalendarDate;
  /** `--build-arg` values. */
  readonly buildArguments?: NonNullable<ModelOptions["buildArguments"]>;
  /** `--target`: a stage name or number. */
  readonly target?: string;
}

/** What rules look at, for one Dockerfile. The model is built at once; scripts, calls and posture on first use, once for all rules. */
export function dockerfileSubject(input: DockerfileInput): DockerfileSubject {
  const { syntax, context, today, ...options } = input;
  const model = buildModel(syntax, { ...options, catalogue: imageCatalogue });
  const chain = runtimeStages(model.target);
  const runtime = new Set(chain);
  const scripts = perStage((stage) => {
    const triggers = readTriggerShell(stage);
    return triggers.length === 0 ? readStageShell(stage) : [...readStageShell(stage), ...triggers].toSorted((a, b) => a.instruction.range.start - b.instruction.range.start);
  });
  const calls = <Call>(read: (script: ShellScript) => readonly Call[]) => perStage((stage) => scripts(stage).flatMap(read));
  let posture: Posture | undefined;
  return {
    source: syntax.source,
    model,
    target: model.target,
    runtimeStages: chain,
    isRuntime: (stage) => runtime.has(stage),
    get posture() {
      return (posture ??= predictPosture(model, readStageShell, context));
    },
    context,
    today,
    scripts,
    commands: perStage((stage) => scripts(stage).flatMap((script) => script.commands)),
    packageCalls: calls(packageCalls),
    downloads: calls(downloads),
    accountCalls: calls(accountCalls),
    permissionCalls: calls(permissionCalls),
  };
}

function perStage<T>(compute: (stage: Stage) => T): (stage: Stage) => T {
  const computed = new Map<Stage, T>();
  return (stage) => {
    const before = computed.get(stage);
    if (before !== undefined) return before;
    const value = compute(stage);
    computed.set(stage, value);
    return value;
  };
}
