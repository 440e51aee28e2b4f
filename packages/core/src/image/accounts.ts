import { known, unknown, type Fact } from "../source/fact.ts";
import type { ImageContents } from "./contents.ts";
import { resolvePath } from "./resolve-path.ts";

/** As whom an engine starts a container. */
export interface ImageAccount {
  readonly uid: number;
  readonly gid: number;
  /** Its entry in `/etc/passwd`; undefined for a bare id. */
  readonly entry: { readonly name: string; readonly home: string } | undefined;
}

const PASSWD = "/etc/passwd";
const GROUP = "/etc/group";

/** Lines of one file that are looked at: nobody has more accounts. */
const MOST_LINES = 100_000;

/**
 * The account that USER means in an image (`app`, `1001`, `app:staff`, empty for root), as the engine looks it up: a name must stand in
 * `/etc/passwd`, a number need not; the group is the one that is named, else the entry's, else 0. Known and undefined where the engine would
 * refuse to start. Source: runc, `GetExecUser`.
 */
export function accountOf(contents: Pick<ImageContents, "files" | "texts">, user: string): Fact<ImageAccount | undefined> {
  const unread = [PASSWD, GROUP].find((path) => resolvePath(contents, path) !== undefined && !contents.texts.has(path));
  if (unread !== undefined) return unknown(`${unread} of the image could not be read`);
  const [name = "", group = ""] = user === "" ? ["0"] : user.split(":", 2);
  const passwd = rows(contents.texts.get(PASSWD));
  const row = name === "" ? undefined : passwd.find(([entry, , uid]) => entry === name || (isId(name) && sameId(uid, name)));
  const uid = row === undefined ? name : row[2];
  const gid = group === "" ? (row?.[3] ?? "0") : groupId(contents, group);
  const evidence = { path: PASSWD, observation: row === undefined ? `has no entry for ${name}` : `has the entry ${row[0] ?? ""} (${row[2] ?? ""}:${row[3] ?? ""})` };
  if (!isId(uid) || !isId(gid)) return known(undefined, evidence);
  return known({ uid: Number(uid), gid: Number(gid), entry: row && { name: row[0] ?? "", home: row[5] ?? "" } }, evidence);
}

function groupId(contents: Pick<ImageContents, "texts">, group: string): string | undefined {
  const row = rows(contents.texts.get(GROUP)).find(([entry, , gid]) => entry === group || (isId(group) && sameId(gid, group)));
  return row?.[2] ?? (isId(group) ? group : undefined);
}

function rows(text: string | undefined): readonly (readonly string[])[] {
  return (text ?? "").split("\n", MOST_LINES).map((line) => line.split(":", 7));
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,10}$/.test(text);
}

function sameId(id: string | undefined, other: string): boolean {
  return isId(id) && Number(id) === Number(other);
}
