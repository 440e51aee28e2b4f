import { fileNameOf } from "../../context/path.ts";
import { programOf, startScripts, type StartScripts } from "../../posture/start-scripts.ts";
import type { DockerfileSubject } from "../subject.ts";
import { stageChain } from "../stage-chain.ts";

/** The program that the container starts, behind an init and without its folder. */
export function startedProgram(subject: DockerfileSubject): string | undefined {
  const { entrypoint } = subject.posture;
  const program = entrypoint.known ? programOf(entrypoint.value.argv)[0] : undefined;
  return program === undefined ? undefined : fileNameOf(program);
}

/** The scripts that the container starts with, as far as they can be read. */
export function startedScripts(subject: DockerfileSubject): StartScripts {
  const { entrypoint } = subject.posture;
  const chain = stageChain(subject);
  return entrypoint.known && chain !== undefined ? startScripts(chain, entrypoint.value) : { files: [], unread: undefined };
}

/** Whether a CMD or ENTRYPOINT of this file says what runs: without one the image may be an environment for people or a base for others. */
export function setsStart(subject: DockerfileSubject): boolean {
  return subject.runtimeStages.some((stage) => stage.instructions.some(({ keyword }) => keyword === "CMD" || keyword === "ENTRYPOINT"));
}
