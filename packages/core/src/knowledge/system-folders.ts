/** Folders that every image has, open to everyone. */
const OPEN = ["/tmp", "/var/tmp", "/dev/shm"];
/** Folders of the system: giving one away would let the program replace what it runs on. */
const SYSTEM = new Set(["", "/", "/etc", "/home", "/media", "/mnt", "/opt", "/root", "/run", "/srv", "/usr", "/usr/local", "/var", "/var/lib", "/var/log", "/var/cache"]);
const SYSTEM_TREES = ["/bin", "/sbin", "/lib", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib", "/boot", "/dev", "/proc", "/sys"];
/** What the kernel shows: nothing of it lies in an image. */
const KERNEL_TREES = ["/dev", "/proc", "/sys"];
/** Where the programs of a distribution lie. */
const PROGRAM_TREES = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];
/** Folders of the system that hold what it runs on: another file system in their place would hide it. */
const HOLDS_SYSTEM = new Set(["", "/", "/etc", "/usr", "/usr/local", "/var"]);

/** Whether a folder is open to everyone, or lies in one that is. Absolute and clean, as all paths here. Source: Filesystem Hierarchy Standard 3.0. */
export function isOpen(path: string): boolean {
  return isIn(OPEN, path);
}

/** Whether a folder is the system's own, so that no program may own it. */
export function isSystemFolder(path: string): boolean {
  return SYSTEM.has(path) || isIn(SYSTEM_TREES, path);
}

/** Whether a path is one of the folders that make up the system, and nothing in them. */
export function isSystemTop(path: string): boolean {
  return SYSTEM.has(path) || SYSTEM_TREES.includes(path);
}

/** Whether a file system that is mounted here would hide what the system runs on; `/run` or `/var/log` may be hidden. */
export function holdsSystem(path: string): boolean {
  return !isOpen(path) && (HOLDS_SYSTEM.has(path) || isIn(SYSTEM_TREES, path));
}

export function isKernelFolder(path: string): boolean {
  return isIn(KERNEL_TREES, path);
}

/** Whether a distribution's programs lie here, shells and package managers among them. */
export function holdsPrograms(path: string): boolean {
  return isIn(PROGRAM_TREES, path);
}

function isIn(trees: readonly string[], path: string): boolean {
  return trees.some((tree) => path === tree || path.startsWith(`${tree}/`));
}
