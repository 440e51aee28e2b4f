import type { BuildContext } from "../context/build-context.ts";
import type { DockerfileModel, Stage } from "../dockerfile/model.ts";
import type { ShellScript } from "../shell/command.ts";
import { unknown } from "../source/fact.ts";
import { baseFact, libcFact } from "./base.ts";
import { capabilitiesFact } from "./capabilities.ts";
import { chainOf, type Chain } from "./chain.ts";
import { entrypointFact } from "./entrypoint.ts";
import type { Posture } from "./posture.ts";
import { packageManagerFact, packagesFact, shellFact } from "./software.ts";
import { userFact } from "./user.ts";
import { writablePathsFact } from "./writable-paths.ts";

/** How the target stage will run, as far as the file and its context tell; each fact with its evidence, or unknown with the reason. */
export function predictPosture(
  model: DockerfileModel,
  scripts: (stage: Stage) => readonly ShellScript[],
  context: BuildContext | undefined,
): Posture {
  if (model.target === undefined) return unknownPosture("the file has no stage: it is a fragment, or the target does not exist");
  const chain = chainOf(model, model.target, scripts, context);
  return chain === undefined ? unknownPosture("the stages are made FROM each other in a circle") : postureOf(chain);
}

function postureOf(chain: Chain): Posture {
  const { config } = chain.stage;
  const entrypoint = entrypointFact(chain);
  return {
    user: userFact(chain),
    entrypoint,
    healthcheck: config.healthcheck,
    shell: shellFact(chain),
    packageManager: packageManagerFact(chain),
    libc: libcFact(chain),
    base: baseFact(chain),
    ports: config.exposedPorts,
    volumes: config.volumes,
    workdir: config.workdir,
    stopSignal: config.stopSignal,
    packages: packagesFact(chain),
    capabilities: capabilitiesFact(chain, entrypoint, config.exposedPorts),
    writablePaths: writablePathsFact(chain, entrypoint, config.volumes),
  };
}

function unknownPosture(reason: string): Posture {
  const fact = unknown(reason);
  return {
    user: fact, entrypoint: fact, healthcheck: fact, shell: fact, packageManager: fact, libc: fact, base: fact, ports: fact, volumes: fact,
    workdir: fact, stopSignal: fact, packages: fact, capabilities: fact, writablePaths: fact,
  };
}
