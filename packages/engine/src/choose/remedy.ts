import type { EngineName } from "../engine.ts";
import type { Silent } from "./answer.ts";

const INSTALL = "Install one: Docker Engine or Podman on Linux (apt, dnf), Docker Desktop, Colima or Podman Desktop on macOS, Docker Desktop or Podman Desktop on Windows. What needs no engine (check, harden) works without.";

/** What to do when no engine answers: the nearest cause first. */
export function remedyFor(silent: readonly (readonly [EngineName, Silent])[], environment: Readonly<Record<string, string | undefined>>): string {
  const said = silent.map(([, { said }]) => said.toLowerCase()).join("\n");
  const host = environment["DOCKER_HOST"];
  if (said.includes("permission denied")) {
    return "Your account may not use the engine's socket: add it to the group docker (`sudo usermod -aG docker $USER`, then log in anew), or use a rootless engine.";
  }
  if (host !== undefined && host !== "" && silent.some(([name, { kind }]) => name === "docker" && kind === "unreachable")) {
    return `DOCKER_HOST is ${host}: start the engine there, or unset it.`;
  }
  if (silent.some(([, { kind }]) => kind === "unfit")) return "Use another engine, or do what is said above.";
  if (silent.some(([, { kind }]) => kind === "unreachable")) {
    return "Start it: `sudo systemctl start docker` on Linux, Docker Desktop or `colima start` on macOS, Docker Desktop on Windows; for Podman on macOS and Windows `podman machine start`.";
  }
  return INSTALL;
}
