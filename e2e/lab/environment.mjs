// How others reach the lab.
import { existsSync } from "node:fs";
import { CLIENT_CONFIG, PROGRAMS, SOCKET } from "./folders.mjs";
import { running } from "./processes.mjs";

/**
 * What a process needs in its environment to use the lab's engine with a plain `docker`; undefined when the lab is not up.
 * @returns {{ DOCKER_HOST: string, DOCKER_CONFIG: string, PATH: string } | undefined}
 */
export function labEnvironment() {
  if (running("engine") === undefined || running("registry") === undefined || !existsSync(SOCKET)) return undefined;
  return { DOCKER_HOST: `unix://${SOCKET}`, DOCKER_CONFIG: CLIENT_CONFIG, PATH: `${PROGRAMS}:${process.env["PATH"]}` };
}
