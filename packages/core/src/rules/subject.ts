import type { BuildContext } from "../context/build-context.ts";
import { buildModel } from "../dockerfile/build-model.ts";
import type { ModelOptions, Stage } from "../dockerfile/model.ts";
import type { DockerfileSyntax } from "../dockerfile/syntax.ts";
import { imageCatalogue } from "../knowledge/find-image.ts";
import type { Posture } from "../posture/posture.ts";
import { predictPosture } from "../posture/predict.ts";
import { runtimeStages } from "../posture/runtime-stages.ts";
import { accountCalls, downloads, packageCalls, permissionCalls, readStageShell, readTriggerShell } from "../shell/index.ts";
import type { ShellScript } from "../shell/command.ts";
import type { CalendarDate } from "../source/date.ts";
import type { DockerfileSubject } from "./rule.ts";

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
