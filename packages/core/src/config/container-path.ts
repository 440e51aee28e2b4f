import { cleanPath, isAtOrBelow } from "../context/path.ts";
import { holdsSystem, isKernelFolder, isOpen, isSystemFolder, isSystemTop } from "../knowledge/index.ts";

/** What a path of the container is named for. */
export type PathUse = "volume" | "tmpfs" | "file";

/** Characters; far below what a kernel takes. */
const LONGEST = 512;

/** What is wrong with a path of the container that people name, and what to do; undefined when it may be used so. */
export function pathFault(use: PathUse, path: string): string | undefined {
  return formFault(path) ?? FAULTS[use](path);
}

/** Paths stand in shell words, COPY lines, mount options and manifests: only characters that mean nothing in any of them. */
function formFault(path: string): string | undefined {
  if (!path.startsWith("/")) return "must begin with /, as it is called in the container";
  if (path.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (!/^[\w./@+-]*$/.test(path)) return "may have letters without accents, digits and . _ - + @ / only; name a folder above it";
  const clean = cleanPath(path);
  return clean === path ? undefined : `must be written as ${clean}`;
}

const FAULTS: Readonly<Record<PathUse, (path: string) => string | undefined>> = {
  volume: (path) => {
    if (isKernelFolder(path)) return "is the kernel's own";
    if (isOpen(path)) return "lies where what need not last is kept; name it under tmpfs, or let the program write elsewhere";
    return isSystemFolder(path) ? "is a folder of the system, which no program may own; name the folder in it that the program writes" : undefined;
  },
  tmpfs: (path) => {
    if (isKernelFolder(path) && !isOpen(path)) return "is the kernel's own";
    return holdsSystem(path) ? "holds what the system runs on, which would be hidden; name the folder in it that the program writes" : undefined;
  },
  file: (path) => {
    if (isKernelFolder(path)) return "is the kernel's own, and lies in no image";
    if (isAtOrBelow("/tmp", path)) return "lies in /tmp, over which a file system in memory is mounted, so that it would be hidden";
    if (path === "/etc/shadow" || path === "/etc/gshadow") return "holds the accounts' passwords, which no program needs";
    return isSystemTop(path) ? "is a folder of the system; name what the program needs of it" : undefined;
  },
};
