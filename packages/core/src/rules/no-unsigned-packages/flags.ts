import type { PackageCall, PackageManager } from "../../shell/calls.ts";
import type { Word } from "../../shell/command.ts";

const APT = ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"];
const RPM_FRONTENDS = ["--nogpgcheck", "--no-gpgchecks", "--nogpg"];

/** Options with which a package manager installs what nobody signed. Source: the manual page of each. */
const FLAGS: Partial<Readonly<Record<PackageManager, readonly string[]>>> = {
  apk: ["--allow-untrusted"],
  "apt-get": APT,
  apt: APT,
  aptitude: ["--allow-untrusted", ...APT],
  dpkg: ["--force-bad-verify"],
  yum: RPM_FRONTENDS,
  dnf: RPM_FRONTENDS,
  microdnf: RPM_FRONTENDS,
  tdnf: RPM_FRONTENDS,
  zypper: ["--no-gpg-checks", "--no-gpgcheck", "--allow-unsigned-rpm", "-G"],
  rpm: ["--nosignature", "--noverify", "--nodigest", "--nogpgcheck", "--nofiledigest", "--no-signature"],
};

/** Settings that do the same, as they stand behind `-o` and `--setopt`, in lower case. */
const SETTINGS = [
  "apt::get::allowunauthenticated=true", "apt::get::allowunauthenticated=1", "apt::get::allowunauthenticated=yes", "acquire::allowinsecurerepositories=true", "acquire::allowinsecurerepositories=1",
  "acquire::https::verify-peer=false", "acquire::allowweakrepositories=true", "gpgcheck=0", "gpgcheck=false", "gpgcheck=no", "sslverify=false", "sslverify=0", "sslverify=no", "localpkg_gpgcheck=0",
];

/** The words of a call that switch verification off. */
export function unverifiedWords(call: PackageCall): readonly Word[] {
  // `apk index` and `apk fetch` install nothing.
  const flags = call.manager === "apk" && ["index", "fetch"].includes(call.actionWord?.value ?? "") ? [] : (FLAGS[call.manager] ?? []);
  const words = call.options.filter(({ name }) => flags.includes(name)).map(({ word }) => word);
  const settings = call.command.words.slice(1).filter((word) => isSetting(word.value ?? ""));
  return [...new Set([...words, ...settings])];
}

/** `--setopt=sslverify=false`, `-oAPT::Get::AllowUnauthenticated=true`, `*.gpgcheck=0`, or the setting alone behind its option. */
export function isSetting(text: string): boolean {
  const lower = text.toLowerCase();
  return lower.length < 120 && SETTINGS.some((setting) => lower.endsWith(setting) && !isWordPart(lower.charAt(lower.length - setting.length - 1)));
}

function isWordPart(character: string): boolean {
  return (character >= "a" && character <= "z") || character === "_";
}

/** What a repository file says to install what nobody signed; undefined when it does not. */
export function unverifiedRepository(text: string): string | undefined {
  const lower = text.toLowerCase().replaceAll(/[ \t]/g, "");
  const lines = lower.split(/\\n|\n/);
  // A folder of the image itself holds what this build made.
  const isLocal = (entry: string): boolean => ["file:", "copy:"].some((scheme) => entry.includes(scheme)) && !entry.includes("http");
  if (lines.some((entry) => entry.includes("trusted=yes") && !isLocal(entry)) || (lower.includes("trusted:yes") && !isLocal(lower))) return "trusted=yes";
  const line = lines.find((candidate) => ["gpgcheck=0", "gpgcheck=false", "gpgcheck=no", "sslverify=0", "sslverify=false"].includes(candidate.replaceAll(/["']/g, "")));
  if (line !== undefined) return line.replaceAll(/["']/g, "");
  return lower.includes("siglevel=never") ? "SigLevel = Never" : undefined;
}
