/** Linux takes no longer path. */
const LONGEST_PATH = 4096;

/** The folders in which an absolute path stands, the outermost first and `/` apart: `/srv` and `/srv/data` for `/srv/data/cache`. */
export function foldersAbove(path: string): readonly string[] {
  if (path.length > LONGEST_PATH) return [];
  const folders: string[] = [];
  for (let at = path.indexOf("/", 1); at !== -1; at = path.indexOf("/", at + 1)) folders.push(path.slice(0, at));
  return folders;
}
