import { valueOf } from "../../source/fact.ts";
import type { Application } from "../application.ts";
import { chooseIdentity } from "../identity.ts";
import type { HardenInput } from "../plan.ts";
import { isClosed, outOfRoot } from "../stage/closed-folder.ts";
import { givenPaths } from "../stage/folders.ts";
import { landings } from "../stage/landings.ts";

/**
 * Whether the program names a place below `/root` by its whole path, so that it cannot move with the program: what it means by a
 * relative path can, which it may where it works there, and what moved on an earlier run has.
 */
export function namedWhole(input: HardenInput, application: Application): (path: string) => boolean {
  const workdir = valueOf(application.start)?.workdir;
  if (workdir === undefined || isClosed(workdir)) return () => false;
  const { identity } = chooseIdentity(input);
  const made = new Set(input.subject.runtimeStages.flatMap((stage) => [...givenPaths(stage, identity), ...stage.instructions.flatMap((instruction) => landings(stage, instruction))]));
  return (path) => isClosed(path) && !made.has(outOfRoot(path));
}
