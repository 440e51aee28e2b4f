import { cleanPath, fileNameOf, isAtOrBelow, joinPath } from "../../../context/path.ts";
import { isKernelFolder, isSystemFolder } from "../../../knowledge/system-folders.ts";
import { parentOf } from "../image/files.ts";
import type { Situation } from "../situation.ts";

/** Where a written path can be made writable, and with what. */
export interface Mount {
  /** The folder that is mounted; where none can be, the folder that is written. */
  readonly folder: string;
  /** Undefined when a mount would hide the program or the system. */
  readonly kind: "volume" | "tmpfs" | undefined;
}

/** A mount of the container's settings. */
export interface Mounted {
  readonly kind: "volume" | "tmpfs";
  readonly path: string;
  readonly options: readonly string[];
}

/** The mount of the settings in which a path lies. */
export function mountOver(path: string, { settings }: Situation): Mounted | undefined {
  const tmpfs = settings.tmpfs.find((mount) => isAtOrBelow(mount.path, path));
  if (tmpfs !== undefined) return { kind: "tmpfs", ...tmpfs };
  const volume = settings.volumes.find((mount) => isAtOrBelow(mount.path, path));
  return volume && { kind: "volume", path: volume.path, options: [] };
}

/** A path of the log as the hardened container sees it: below its working directory, links on the way followed. */
export function absolutePath(path: string, { hardenedFiles, hardened }: Situation): string {
  const joined = joinPath(hardened.image?.config.workdir || "/", cleanPath(path));
  return hardenedFiles?.real(joined) ?? joined;
}

/** Folders whose contents need not last, as the file system itself has them (Filesystem Hierarchy Standard 3.0) … */
const SCRATCH_TREES = ["/tmp", "/run", "/var/run", "/var/tmp", "/var/lock", "/dev/shm"];
/** … and those in which each program has its own. */
const SHARED_SCRATCH = ["/var/cache", "/var/log"];
const SCRATCH_NAMES = new Set(["cache", ".cache", "tmp", ".tmp", "temp", ".npm", ".yarn", "__pycache__"]);
const SCRATCH_ENDINGS = [".pid", ".sock", ".socket", ".tmp"];

/**
 * Scratch space is a tmpfs; what is unsure is data, since losing it silently is the worse mistake.
 * @param occupied folders of the image that hold files besides what is written.
 */
export function mountFor(written: string, situation: Situation, occupied: ReadonlySet<string>): Mount {
  const scratch = scratchFolder(written);
  if (scratch !== undefined && canMount(scratch, situation)) return { folder: scratch, kind: "tmpfs" };
  const folder = dataFolder(written, situation, occupied);
  if (folder === undefined) return { folder: parentOf(written), kind: undefined };
  return { folder, kind: isScratchFile(written) ? "tmpfs" : "volume" };
}

/** A file that is of no use after a restart, by its name. */
function isScratchFile(path: string): boolean {
  return SCRATCH_ENDINGS.some((ending) => path.endsWith(ending));
}

function scratchFolder(path: string): string | undefined {
  const tree = SCRATCH_TREES.find((folder) => isAtOrBelow(folder, path));
  if (tree !== undefined) return tree;
  const shared = SHARED_SCRATCH.find((folder) => isAtOrBelow(folder, path));
  if (shared !== undefined) return foldersOf(path).find((folder) => folder.length > shared.length && isAtOrBelow(shared, folder)) ?? shared;
  return [...foldersOf(path), path].find((folder) => isScratchName(fileNameOf(folder)) && !isSystemFolder(folder));
}

/** nginx has `client_body_temp` and others of that kind. */
function isScratchName(name: string): boolean {
  return SCRATCH_NAMES.has(name) || name.endsWith("_temp");
}

/** The outermost folder that holds nothing but what is written; else the innermost that a mount does not take the program from. */
function dataFolder(written: string, situation: Situation, occupied: ReadonlySet<string>): string | undefined {
  const possible = foldersOf(written).filter((folder) => canMount(folder, situation));
  return possible.find((folder) => !occupied.has(folder)) ?? possible.at(-1);
}

/** The folders of a path, the outermost first, without `/`. */
function foldersOf(path: string): readonly string[] {
  const names = path.split("/").slice(1, -1);
  return names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`);
}

function canMount(folder: string, { needed }: Situation): boolean {
  const scratch = [...SCRATCH_TREES, ...SHARED_SCRATCH].includes(folder);
  return (scratch || !isSystemFolder(folder)) && !isKernelFolder(folder) && !needed.some((path) => isAtOrBelow(folder, path));
}
