import { isContainerId } from "../run/working-containers.ts";

const CREATED = 'msg="Container ID: ';

/**
 * Podman says only in its debug log which containers it builds in. Gives the id that a line names, `debug` for any other line of that log,
 * and undefined for a line of the build. A build that prints such a line itself can only name what Podman does not know as its own.
 */
export function readPodmanLine(line: string): { readonly container: string } | "debug" | undefined {
  if (!line.startsWith('time="') || !line.includes(" level=debug ")) return undefined;
  const at = line.indexOf(CREATED);
  const container = line.slice(at + CREATED.length, at + CREATED.length + 64);
  return at !== -1 && isContainerId(container) ? { container } : "debug";
}
