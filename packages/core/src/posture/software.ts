import type { PackageCall } from "../shell/calls.ts";
import type { ShellScript } from "../shell/command.ts";
import { known, unknown, type Evidence, type Fact } from "../source/fact.ts";
import { baseEvidence, baseName, baseReason, chainScripts, type Chain } from "./chain.ts";
import { copiesOf } from "./copied-files.ts";
import { systemCalls, systemManager } from "./system-packages.ts";

/** Packages by whose removal, and programs by whose removal, a manager is gone. */
const MANAGER_PACKAGES = new Set(["apk-tools", "apt"]);
const MANAGER_PROGRAMS = new Set(["/sbin/apk", "/usr/bin/apt", "/usr/bin/apt-get", "/usr/bin/dpkg", "/usr/bin/dnf", "/usr/bin/microdnf", "/usr/bin/yum"]);
const SHELL_PROGRAMS = new Set(["/bin/sh", "/bin/busybox", "/usr/bin/sh"]);

/** Whether `/bin/sh` exists: the base has it, a RUN in shell form used it, or a COPY brings it; unless an `rm` takes it away. */
export function shellFact(chain: Chain): Fact<boolean> {
  const removed = removal(chain, SHELL_PROGRAMS);
  if (removed !== undefined) return known(false, removed);
  const copied = copiedShell(chain);
  if (copied !== undefined) return copied;
  if (chain.base.kind === "scratch") return known(false, chain.at(chain.base.range, "scratch has no shell"));
  const { image } = chain;
  if (image?.shell !== undefined) return known(image.shell, baseEvidence(chain, `${baseName(chain)} has ${image.shell ? "a" : "no"} shell`));
  const used = chainScripts(chain).find((script) => script.instruction.form === "shell" && (script.dialect === "sh" || script.dialect === "bash"));
  if (used !== undefined) return known(true, chain.at(used.instruction.range, "a RUN in shell form needs /bin/sh"));
  return unknown(image === undefined ? baseReason(chain) : `whether ${baseName(chain)} has a shell is not known`);
}

function copiedShell(chain: Chain): Fact<boolean> | undefined {
  for (const { destination, sources, setting } of copiesOf(chain)) {
    const brings = sources.some(({ path }) => path !== undefined && /(?:^|\/)(?:sh|bash|dash|busybox(?:\.static)?)$/.test(path));
    if (brings && (destination === "/bin/sh" || destination === "/bin")) return known(true, chain.at(setting.instruction.range, "copies a shell to /bin"));
    const opaque = sources.some(({ path }) => path === undefined || ["/", "/bin", "/bin/"].includes(path) || path.includes("rootfs") || path.includes(".tar"));
    const isSystem = destination === undefined || destination === "/" || destination === "/bin" || destination === "/usr";
    const isClosed = chain.base.kind === "scratch" || chain.image?.shell === false;
    if (isClosed && opaque && isSystem) {
      return unknown(`${setting.instruction.keywordText} may bring a shell: what it copies to ${destination ?? "its destination"} is not known`);
    }
  }
  return undefined;
}

/** The package manager of the running image, `none` where it has none. */
export function packageManagerFact(chain: Chain): Fact<string> {
  const removed = removal(chain, MANAGER_PROGRAMS) ?? removedManager(chain);
  if (removed !== undefined) return known("none", removed);
  if (chain.base.kind === "scratch") return known("none", chain.at(chain.base.range, "scratch has no package manager"));
  const manager = chain.image?.packageManager;
  if (manager !== undefined) return known(manager, baseEvidence(chain, `${baseName(chain)} has ${manager === "none" ? "no package manager" : manager}`));
  for (const call of chainCalls(chain)) {
    const name = systemManager(call.manager);
    if (name !== undefined) return known(name, chain.at(call.command.range, `uses ${call.manager}`));
  }
  return unknown(chain.image === undefined ? baseReason(chain) : `which package manager ${baseName(chain)} has is not known`);
}

function removedManager(chain: Chain): Evidence | undefined {
  const call = chainCalls(chain).find((call) => call.action === "remove" && call.packages.some(({ name }) => MANAGER_PACKAGES.has(name)));
  return call && chain.at(call.command.range, "removes the package manager");
}

function removal(chain: Chain, programs: ReadonlySet<string>): Evidence | undefined {
  for (const script of chainScripts(chain)) {
    const command = script.commands.find(
      ({ name, words, circumstance }) => name === "rm" && !circumstance.conditional && words.some(({ value }) => value !== undefined && programs.has(value)),
    );
    if (command !== undefined) return chain.at(command.range, "removes it from the image");
  }
  return undefined;
}

/** The system packages that the chain's RUN instructions install and do not remove again. */
export function packagesFact(chain: Chain): Fact<readonly string[]> {
  const open = chainScripts(chain).find((script) => !script.complete);
  if (open !== undefined) return unknown(`the RUN in line ${chain.at(open.instruction.range, "").line} could not be read in full`);
  const installed = new Map<string, Evidence>();
  const virtual = new Map<string, readonly string[]>();
  for (const { call, takenBack } of chainScripts(chain).flatMap(callsOf)) {
    if (takenBack) continue;
    const uncertain = call.packages.find(({ certain }) => !certain);
    if (call.action === "install" && uncertain !== undefined) return unknown(`what ${uncertain.word.text} stands for is not known, and it is installed`);
    const names = call.packages.map(({ name }) => name);
    if (call.action === "install") {
      for (const name of names) installed.set(name, chain.at(call.command.range, `installs ${name}`));
      const group = call.options.find(({ name }) => name === "--virtual" || name === "-t")?.value;
      if (call.manager === "apk" && group !== undefined) virtual.set(group, names);
    } else if (call.action === "remove") {
      for (const name of names.flatMap((name) => virtual.get(name) ?? [name])) installed.delete(name);
    }
  }
  const looked = { observation: `no system package stays installed by ${chainScripts(chain).length} RUN instructions` };
  return { known: true, value: [...installed.keys()], evidence: installed.size === 0 ? [looked] : [...installed.values()] };
}

/**
 * The calls of a RUN, and whether it takes what one installs away again without naming it: marked as installed automatically, packages
 * go with the next autoremove, but for libraries that what was built links to. Source: apt-mark(8), apt-get(8).
 */
function callsOf(script: ShellScript): readonly { readonly call: PackageCall; readonly takenBack: boolean }[] {
  const cleaning = script.commands.findLastIndex(({ name, words }) => (name === "apt-get" || name === "apt") && words.some(({ value }) => AUTOREMOVE.has(value ?? "")));
  const mark = script.commands.slice(0, Math.max(cleaning, 0)).findLast(({ name, words }) => name === "apt-mark" && words[1]?.value === "auto" && words.slice(2).some(({ value }) => value === ".*"));
  return systemCalls(script).map((call) => ({ call, takenBack: call.action === "install" && mark !== undefined && call.command.range.start < mark.range.start }));
}

const AUTOREMOVE = new Set(["autoremove", "autopurge", "--auto-remove", "--autoremove"]);

function chainCalls(chain: Chain): readonly PackageCall[] {
  return chainScripts(chain).flatMap(systemCalls);
}
