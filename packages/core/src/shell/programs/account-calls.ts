import type { AccountCall } from "../calls.ts";
import type { Command, ShellScript, Word } from "../command.ts";
import { findOption, readArguments, type OptionGrammar, type ReadArguments } from "./arguments.ts";

/** Source: shadow's useradd, usermod, groupadd and passwd, manual pages. */
const USERADD: OptionGrammar = {
  short: "bcdefgGkKpRPsuZ",
  long: ["--base-dir", "--comment", "--home-dir", "--home", "--expiredate", "--inactive", "--gid", "--groups", "--skel", "--key", "--password", "--root", "--prefix", "--shell", "--uid", "--selinux-user"],
};
const USERMOD: OptionGrammar = {
  short: "cdefgGlpRPsuvVwWZ",
  long: [...(USERADD.long ?? []), "--login", "--add-subuids", "--del-subuids", "--add-subgids", "--del-subgids"],
};
const GROUPADD: OptionGrammar = { short: "gKpRPU", long: ["--gid", "--key", "--password", "--root", "--prefix", "--users"] };
/** Debian's adduser has long options only; busybox' has short ones, of which `-g` is the comment and `-S` the system account. */
const ADDUSER: OptionGrammar = {
  short: "hgsGuk",
  long: ["--home", "--shell", "--uid", "--firstuid", "--lastuid", "--gid", "--firstgid", "--lastgid", "--ingroup", "--gecos", "--comment", "--conf", "--add-extra-groups", "--gecos", "--skel"],
};
const ADDGROUP: OptionGrammar = { short: "g", long: ["--gid", "--firstgid", "--lastgid", "--conf"] };
const PASSWD: OptionGrammar = { short: "inrRwx", long: ["--inactive", "--mindays", "--repository", "--root", "--warndays", "--maxdays"] };

/** Further back in a pipe nobody writes a password. */
const MAX_PIPE = 16;

type Reader = (command: Command) => AccountCall;

const READERS: Readonly<Record<string, Reader>> = {
  useradd: (command) => shadowUser(command, "useradd", "add-user"),
  usermod: (command) => shadowUser(command, "usermod", "modify-user"),
  adduser: (command) => (isShadowAdduser(command) ? shadowUser(command, "adduser", "add-user") : adduser(command)),
  groupadd: (command) => group(command, "groupadd", GROUPADD),
  addgroup: (command) => group(command, "addgroup", ADDGROUP),
  chpasswd: (command) => account(command, { action: "set-password", tool: "chpasswd" }),
  passwd: (command) => account(command, { action: "set-password", tool: "passwd", name: readArguments(command.words.slice(1), PASSWD).operands[0]?.value }),
  userdel: deletion,
  deluser: deletion,
  groupdel: deletion,
  delgroup: deletion,
  gpasswd: (command) => account(command, { action: "modify-user", tool: "other", name: readArguments(command.words.slice(1), { short: "adMA" }).options.find(({ name }) => name === "-a" || name === "-d")?.value }),
};

/** The calls that make, change or delete users and groups, or set a password. */
export function accountCalls(script: ShellScript): readonly AccountCall[] {
  return script.commands.flatMap((command) => {
    const { name } = command;
    if (name === undefined || !Object.hasOwn(READERS, name)) return [];
    const call = READERS[name]?.(command);
    if (call === undefined) return [];
    return call.tool === "chpasswd" ? [{ ...call, name: pipedAccount(script, command) }] : [call];
  });
}

function account(command: Command, call: Partial<AccountCall> & Pick<AccountCall, "action" | "tool">): AccountCall {
  return { name: undefined, uid: undefined, gid: undefined, group: undefined, home: undefined, system: false, ...call, command };
}

function shadowUser(command: Command, tool: "useradd" | "usermod" | "adduser", action: "add-user" | "modify-user"): AccountCall {
  const { options, operands } = readArguments(command.words.slice(1), tool === "usermod" ? USERMOD : USERADD);
  const primary = findOption(options, "-g", "--gid")?.value;
  return account(command, {
    action,
    tool,
    name: operands[0]?.value,
    uid: numeric(findOption(options, "-u", "--uid")?.value),
    gid: numeric(primary),
    group: numeric(primary) === undefined ? primary : undefined,
    home: findOption(options, "-d", "--home-dir", "--home")?.value,
    system: action === "add-user" && findOption(options, "-r", "--system") !== undefined,
  });
}

/** On Red Hat's systems adduser is useradd: these options exist there alone. */
function isShadowAdduser(command: Command): boolean {
  const { options } = readArguments(command.words.slice(1), USERADD);
  const short = options.map(({ name }) => name);
  if (short.some((name) => name === "-S" || name === "-D" || name === "-H" || name === "-h")) return false;
  return short.some((name) => ["-r", "-m", "-M", "-N", "-U", "-d", "-c", "-b", "-p", "-o", "--no-log-init", "--create-home", "--home-dir", "--user-group"].includes(name));
}

function adduser(command: Command): AccountCall {
  const read = readArguments(command.words.slice(1), ADDUSER);
  const { options, operands } = read;
  const [name, second] = operands;
  if (second !== undefined) return account(command, { action: "modify-user", tool: "adduser", name: name?.value });
  if (findOption(options, "--group") !== undefined && findOption(options, "--system") === undefined) return addedGroup(command, "adduser", read);
  const named = findOption(options, "-G", "--ingroup")?.value;
  return account(command, {
    action: "add-user",
    tool: "adduser",
    name: name?.value,
    uid: numeric(findOption(options, "-u", "--uid")?.value),
    gid: numeric(findOption(options, "--gid")?.value),
    group: named ?? (findOption(options, "--group") === undefined ? undefined : name?.value),
    home: findOption(options, "-h", "--home")?.value,
    system: findOption(options, "-S", "--system") !== undefined,
  });
}

function group(command: Command, tool: "groupadd" | "addgroup", grammar: OptionGrammar): AccountCall {
  const read = readArguments(command.words.slice(1), grammar);
  const [first, second] = read.operands;
  if (tool === "addgroup" && second !== undefined) return account(command, { action: "modify-user", tool, name: first?.value, group: second.value });
  return addedGroup(command, tool, read);
}

function addedGroup(command: Command, tool: AccountCall["tool"], { options, operands }: ReadArguments): AccountCall {
  return account(command, {
    action: "add-group",
    tool,
    name: operands[0]?.value,
    gid: numeric(findOption(options, "-g", "--gid")?.value),
    system: findOption(options, "-r", "-S", "--system") !== undefined,
  });
}

function deletion(command: Command): AccountCall {
  return account(command, { action: "delete", tool: "other", name: readArguments(command.words.slice(1), { short: "RP" }).operands[0]?.value });
}

/** `echo 'root:secret' | chpasswd`: the account before the colon. */
function pipedAccount(script: ShellScript, command: Command): string | undefined {
  const { pipeline } = command.circumstance;
  const before = pipeline.slice(0, MAX_PIPE).map((index) => script.commands[index]).filter((other) => other?.name === "echo" || other?.name === "printf");
  const texts = [...before.flatMap((other) => other?.words.slice(1) ?? []), ...command.redirections.flatMap(({ operator, target }) => (operator === "<<<" && target ? [target] : []))];
  const text = texts.find((word: Word) => (word.value ?? word.text).includes(":"));
  return text && (text.value ?? text.text.replaceAll(/["']/g, "")).split(":", 1)[0];
}

function numeric(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}
