import { isKernelFolder, isOpen } from "../../knowledge/system-folders.ts";
import type { Posture } from "../../posture/posture.ts";
import { unknown, type Fact } from "../../source/fact.ts";
import type { Change } from "../trial.ts";
import type { Compared } from "./compared.ts";
import { list } from "./text.ts";

/** The predicted paths must cover what the original changed while it was watched. What every image lets everybody write (`/tmp`) needs no prediction. */
export function compareWrites(predicted: Posture["writablePaths"], changes: Fact<readonly Change[]> = unknown("no container was watched")): Compared {
  const written = changes.known ? writtenPaths(changes.value) : [];
  const seen = !changes.known ? changes.reason : written.length === 0 ? "nothing was written outside of volumes while it was watched" : list(written);
  if (!predicted.known) return { result: "unpredicted", predicted: predicted.reason, shown: seen };
  const text = list(predicted.value);
  if (written.length === 0) return { result: "unseen", predicted: text, shown: seen };
  const uncovered = written.filter((path) => !predicted.value.some((folder) => isAtOrBelow(path, folder)));
  if (uncovered.length > 0) return { result: "contradicted", predicted: text, shown: `${list(uncovered)} too` };
  return { result: "confirmed", predicted: text, shown: seen };
}

/** The paths that changed themselves: a folder changes with what changes in it. */
export function writtenPaths(changes: readonly Change[]): readonly string[] {
  const paths = changes.map(({ path }) => path).filter((path) => path !== "/" && !isOpen(path) && !isKernelFolder(path)).sort();
  const folders = new Set<string>();
  for (const path of paths) for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) folders.add(path.slice(0, at));
  return paths.filter((path) => !folders.has(path));
}

function isAtOrBelow(path: string, folder: string): boolean {
  const trimmed = folder.endsWith("/") ? folder.slice(0, -1) : folder;
  return path === trimmed || path.startsWith(`${trimmed}/`);
}
