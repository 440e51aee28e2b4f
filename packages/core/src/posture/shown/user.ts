import { accountOf } from "../../image/accounts.ts";
import type { ImageContents } from "../../image/contents.ts";
import { known, unknown, type Fact } from "../../source/fact.ts";
import type { ContainerUser } from "../posture.ts";

/** As whom the container starts, by the image's own accounts. */
export function shownUser(contents: ImageContents): Fact<ContainerUser> {
  const text = contents.config.user === "" ? "0" : contents.config.user;
  const account = accountOf(contents, text);
  if (!account.known) return account;
  if (account.value === undefined) return unknown(`no engine starts it: the image has no account ${JSON.stringify(text.slice(0, 80))}`);
  const { uid, gid, entry } = account.value;
  const numeric = /^\d+$/.test(text.split(":", 1)[0] ?? "");
  return known({ text, uid, gid, root: uid === 0, numeric, account: entry !== undefined }, ...account.evidence);
}
