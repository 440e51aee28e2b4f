import type { Stage } from "../dockerfile/model.ts";
import type { Command, ShellScript } from "../shell/command.ts";
import { accountCalls } from "../shell/programs/account-calls.ts";
import { AccountTable, type Accounts } from "./account-table.ts";
import { chainScripts, type Chain } from "./chain.ts";
import { copiesOf, readCopiedFile, type Copied } from "./copied-files.ts";
import { systemCalls } from "./system-packages.ts";

/** Through how many stages a passwd that is copied on and on is followed. */
const MAXIMUM_DEPTH = 20;

const accountsByStage = new WeakMap<Stage, Accounts>();

/** The base's accounts, and those that the chain's RUN and COPY instructions make. */
export function accountsOfChain(chain: Chain, depth = 0): Accounts {
  const before = accountsByStage.get(chain.stage);
  if (before !== undefined) return before;
  const table = new AccountTable(chain);
  // A stage that copies from itself by a detour finds what is known so far.
  accountsByStage.set(chain.stage, { users: table.users, groups: table.groups, complete: false });
  const accounts = readAccounts(chain, table, depth);
  accountsByStage.set(chain.stage, accounts);
  return accounts;
}

function readAccounts(chain: Chain, table: AccountTable, depth: number): Accounts {
  const copies = copiesOf(chain);
  const passwd = copies.findLast(bringsPasswd);
  if (passwd !== undefined) addCopied(chain, passwd, table, depth);
  if (copies.some((copied) => !bringsPasswd(copied) && mayBringPasswd(copied))) table.forget();
  for (const script of chainScripts(chain)) {
    table.knowsRegularIds &&= isUnderstood(script);
    table.complete &&= table.knowsRegularIds && !installsPackages(script);
    for (const call of accountCalls(script)) table.apply(call);
  }
  return table;
}

/** `COPY --from=build /etc/passwd /etc/`, or a passwd of the context. */
function bringsPasswd({ destination, sources }: Copied): boolean {
  return destination === "/etc/passwd" || (destination === "/etc" && passwdOf(sources) !== undefined);
}

function passwdOf(sources: Copied["sources"]): Copied["sources"][number] | undefined {
  return sources.find(({ path }) => path?.endsWith("passwd"));
}

function mayBringPasswd({ destination, sources }: Copied): boolean {
  if (destination === undefined || destination === "/etc") return true;
  return destination === "/" && sources.some(({ path }) => path === undefined || bringsTree(path));
}

/** The last passwd that is copied takes the place of what was there. */
function addCopied(chain: Chain, { from, setting, sources }: Copied, table: AccountTable, depth: number): void {
  const chainOfSource = from && passwdOf(sources)?.path === "/etc/passwd" && depth < MAXIMUM_DEPTH ? chain.of(from) : undefined;
  if (chainOfSource !== undefined) {
    table.take(accountsOfChain(chainOfSource, depth + 1));
    return;
  }
  const file = readCopiedFile(chain, "/etc/passwd");
  if (file === undefined) {
    table.forget();
    return;
  }
  for (const user of readPasswd(file.text)) {
    table.add({ ...user, evidence: chain.at(setting.instruction.range, `copies ${file.path}, which has the account ${user.name}`) });
  }
}

/** A whole root or an archive: what is in it cannot be told. */
function bringsTree(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isFolder = ["/", ".", "./"].includes(path) || name === "etc";
  return isFolder || name.includes("rootfs") || name.includes(".tar") || name.endsWith(".tgz") || name.includes("*");
}

function readPasswd(text: string): readonly { name: string; uid: number; gid: number }[] {
  return text.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    const valid = name !== undefined && name !== "" && isId(uid) && isId(gid);
    return valid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,10}$/.test(text);
}

/** Whether a script can have made no account beyond those that its account calls name, packages aside. */
function isUnderstood(script: ShellScript): boolean {
  if (!script.complete || script.dialect === "other" || script.dialect === "powershell" || script.dialect === "cmd") return false;
  if (accountCalls(script).some((call) => call.name === undefined)) return false;
  return script.commands.every((command) => !runsUnknown(command) && !writesPasswd(command));
}

/** A package may make accounts of its own when it is installed. */
function installsPackages(script: ShellScript): boolean {
  return systemCalls(script).some((call) => call.action === "install");
}

/** A script or a program of the project: what it does is not read. */
function runsUnknown({ name, words }: Command): boolean {
  if (name === undefined) return true;
  const written = words[0]?.text ?? "";
  return name === "." || name === "source" || name === "eval" || name.endsWith(".sh") || written.startsWith("./");
}

function writesPasswd({ words, redirections }: Command): boolean {
  const targets = [...redirections.map(({ target }) => target?.value), ...words.map(({ value }) => value)];
  return targets.some((path) => path === "/etc/passwd");
}
