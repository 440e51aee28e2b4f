import type { BuildContext } from "../context/build-context.ts";
import type { DockerfileModel, Stage } from "../dockerfile/model.ts";
import type { ShellScript } from "../shell/command.ts";
import { unknown } from "../source/fact.ts";
import type { Posture } from "./posture.ts";

/** How the target stage will run, as far as the file and its context tell. */
export function predictPosture(
  model: DockerfileModel,
  _scripts: (stage: Stage) => readonly ShellScript[],
  _context: BuildContext | undefined,
): Posture {
  const fact = unknown("not told yet");
  const config = model.target?.config;
  return {
    user: fact,
    entrypoint: fact,
    healthcheck: config?.healthcheck ?? fact,
    shell: fact,
    packageManager: fact,
    libc: fact,
    base: fact,
    ports: config?.exposedPorts ?? fact,
    volumes: config?.volumes ?? fact,
    workdir: config?.workdir ?? fact,
    stopSignal: config?.stopSignal ?? fact,
    packages: fact,
    capabilities: fact,
    writablePaths: fact,
  };
}
