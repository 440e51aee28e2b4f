import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { prefixOf } from "../run/owner.ts";
import { largeTemporaryDirectory } from "../run/temporary-directories.ts";

/** Podman leaves the folder in which it builds when it is cut off: it gets one of the run, which goes with it. */
export function podmanEnvironment(runId: string, environment: Readonly<Record<string, string | undefined>>): { readonly TMPDIR: string } {
  const folder = join(largeTemporaryDirectory(environment), `${prefixOf(runId)}-podman`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { TMPDIR: folder };
}
