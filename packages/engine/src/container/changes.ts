import type { Change } from "@bulwark/core/prove";

const KINDS: Readonly<Record<string, Change["kind"]>> = { A: "added", C: "changed", D: "deleted" };

/** What an engine puts into every container by itself. */
const ENGINES_OWN = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/mtab", "/dev", "/proc", "/sys", "/.dockerenv", "/.dockerinit", "/run/.containerenv", "/run/secrets"];

/** Where it mounts the init process of `--init`: docker (also behind a /sbin that is a link), podman, nerdctl. No list of mounts names it. */
const INITS = ["/sbin/docker-init", "/usr/sbin/docker-init", "/usr/bin/docker-init", "/run/podman-init", "/sbin/tini", "/usr/sbin/tini"];

/**
 * `diff` of docker, podman or nerdctl without what the engine made: its own files, and the places of mounts with the folders above them.
 * A folder that changed only because of these is left out too; Podman lists it without what changed in it.
 */
export function readChanges(text: string, listed: readonly string[]): readonly Change[] {
  const all = parse(text);
  const mounts = [...listed, ...INITS];
  const engines = (change: Change): boolean =>
    ENGINES_OWN.some((path) => isWithin(change.path, path)) || mounts.some((mount) => isWithin(change.path, mount) || (change.kind === "added" && isWithin(mount, change.path)));
  const aboveEngines = new Set([...ENGINES_OWN, ...mounts].flatMap(foldersAbove));
  const own = all.filter((change) => !engines(change));
  const aside = ({ kind, path }: Change): boolean => kind === "changed" && aboveEngines.has(path);
  const aboveOwn = new Set(own.filter((change) => !aside(change)).flatMap(({ path }) => foldersAbove(path)));
  return own.filter((change) => !aside(change) || aboveOwn.has(change.path));
}

/** `A /path`, a line each; what has no such beginning belongs to the path before, whose name holds a line break. */
function parse(text: string): readonly Change[] {
  const changes: { path: string; kind: Change["kind"] }[] = [];
  for (const line of text.split("\n")) {
    const kind = line[1] === " " && line[2] === "/" ? KINDS[line[0] ?? ""] : undefined;
    const last = changes.at(-1);
    if (kind !== undefined) changes.push({ kind, path: line.slice(2) });
    else if (last !== undefined && line !== "") last.path += `\n${line}`;
  }
  return changes;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) folders.push(path.slice(0, end));
  return folders;
}
