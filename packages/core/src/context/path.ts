/** Paths as build contexts know them: relative, with `/`. Nothing here looks at a file system. */

/** The shortest path with the same meaning, as Go's `path.Clean`: no empty or `.` element, `..` resolved where it can be, `.` for nothing. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const kept: string[] = [];
  for (const element of path.split("/")) {
    if (element === "" || element === ".") continue;
    const last = kept.at(-1);
    if (element !== "..") kept.push(element);
    else if (last !== undefined && last !== "..") kept.pop();
    else if (!rooted) kept.push(element);
  }
  const joined = kept.join("/");
  if (rooted) return `/${joined}`;
  return joined === "" ? "." : joined;
}

/** Both parts as one clean path; a `path` that begins with `/` stands on its own. */
export function joinPath(folder: string, path: string): string {
  return cleanPath(path.startsWith("/") || folder === "" ? path : `${folder}/${path}`);
}

/** The folder in which a path stands; `.` for one at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "." : path.slice(0, slash);
}

/** The last element of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether a clean path stands inside of the tree that it is relative to. */
export function isInside(path: string): boolean {
  return path !== ".." && !path.startsWith("../") && !path.startsWith("/");
}

/** The path as seen from a folder that holds it; undefined when it stands elsewhere. Both are clean and relative. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (folder === ".") return isInside(path) ? path : undefined;
  if (path === folder) return ".";
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** Whether a path is a folder or lies in it. Both are clean, and both absolute or both relative. */
export function isAtOrBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
