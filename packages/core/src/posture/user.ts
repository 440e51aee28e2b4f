import { known, unknown, type Evidence, type Fact } from "../source/fact.ts";
import type { Accounts, KnownAccount } from "./account-table.ts";
import { accountsOfChain } from "./accounts.ts";
import type { Chain } from "./chain.ts";
import type { ContainerUser } from "./posture.ts";

/** As whom the container starts, with its numeric ids where the base and the chain's own accounts give them. */
export function userFact(chain: Chain): Fact<ContainerUser> {
  const setting = chain.stage.config.user;
  if (!setting.known) return unknown(setting.reason);
  const { text, user, group } = setting.value;
  if (text.includes("$")) return unknown(`the user "${text}" holds a variable whose value only the build knows`);
  if (chain.image?.role === "windows") return unknown(`Windows has other accounts than "${text}" tells`);
  const accounts = accountsOfChain(chain);
  const numeric = isDigits(user);
  const account = numeric ? undefined : accounts.users.get(user);
  const uid = numeric ? Number(user) : user === "root" ? 0 : account?.uid;
  const gid = group === undefined ? primaryGroup(accounts, { user, uid }) : groupId(accounts, group);
  const evidence: Evidence[] = [...setting.evidence, ...(account === undefined ? [] : [account.evidence])];
  const root = uid === 0;
  if (!root && gid === 0) evidence.push({ observation: "the user is not root, its group is" });
  return known({ text, uid, gid, root, numeric, account: exists(accounts, user, uid) }, ...evidence);
}

/** Without a group in USER: the account's; 0 for an id without an account. Source: runc's `GetExecUser`. */
function primaryGroup(accounts: Accounts, { user, uid }: { readonly user: string; readonly uid: number | undefined }): number | undefined {
  if (uid === 0) return 0;
  const account = accounts.users.get(user) ?? byId(accounts, uid);
  if (account !== undefined) return account.gid;
  return accounts.complete && uid !== undefined ? 0 : undefined;
}

function groupId(accounts: Accounts, group: string): number | undefined {
  if (isDigits(group)) return Number(group);
  return group === "root" ? 0 : accounts.groups.get(group);
}

function exists(accounts: Accounts, user: string, uid: number | undefined): boolean | undefined {
  if (accounts.users.has(user) || byId(accounts, uid) !== undefined) return true;
  return accounts.complete ? false : undefined;
}

function byId(accounts: Accounts, uid: number | undefined): KnownAccount | undefined {
  return uid === undefined ? undefined : [...accounts.users.values()].find((account) => account.uid === uid);
}

function isDigits(text: string): boolean {
  return /^\d{1,10}$/.test(text);
}
