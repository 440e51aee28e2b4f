// Debian packages: those the machine needs, and those of another release that are unpacked and not installed.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, run } from "./command.mjs";
import { LOGS } from "./folders.mjs";
import { debianMirror } from "./machine.mjs";
import { Refusal, say } from "./say.mjs";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Program to package. */
const NEEDED = {
  "debootstrap": "debootstrap", "docker-registry": "docker-registry", "ip": "iproute2", "nft": "nftables", "openssl": "openssl",
  "runc": "runc", "unshare": "util-linux", "xz": "xz-utils",
};

/** Installs what the lab needs of the machine, or says what to install. */
export async function installNeeded() {
  const missing = Object.entries(NEEDED).filter(([program]) => ask("which", [program]) === undefined).map(([, name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new Refusal(`the lab needs these Debian packages: sudo apt-get install --no-install-recommends ${missing.join(" ")}`);
  say(`installing ${missing.join(", ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run(join(LOGS, "apt-update.log"), "apt-get", ["update", "-q"], { env });
  await run(join(LOGS, "apt-install.log"), "apt-get", ["install", "-qy", "--no-install-recommends", ...missing], { env });
}

/**
 * Unpacks packages of a Debian release into a folder, without their dependencies and without running their scripts.
 * @param {string} release
 * @param {readonly string[]} packages
 * @param {string} folder
 */
export async function unpackPackages(release, packages, folder) {
  const apt = join(folder, ".apt");
  mkdirSync(join(apt, "lists/partial"), { recursive: true });
  const { packages: mirror, security } = debianMirror();
  const sources = [`${mirror} ${release}`, ...(security === undefined ? [] : [`${security} ${release}-security`])];
  writeFileSync(join(apt, "sources.list"), sources.map((source) => `deb [signed-by=${KEYRING}] ${source} main\n`).join(""));
  writeFileSync(join(apt, "apt.conf"), [
    `Dir::State::Lists "${apt}/lists"`, `Dir::State::Status "/dev/null"`, `Dir::Cache "${apt}"`, `Dir::Etc::SourceList "${apt}/sources.list"`,
    `Dir::Etc::SourceParts "/dev/null"`, `Dir::Etc::PreferencesParts "/dev/null"`, `Acquire::Languages "none"`,
    `Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false"`, `APT::Sandbox::User "root"`,
  ].map((line) => `${line};\n`).join(""));
  const options = { env: { ...process.env, APT_CONFIG: join(apt, "apt.conf") }, cwd: apt };
  await run(join(LOGS, "apt-lists.log"), "apt-get", ["update", "-q"], options);
  await run(join(LOGS, "apt-download.log"), "apt-get", ["download", "-q", ...packages], options);
  for (const file of readdirSync(apt).filter((name) => name.endsWith(".deb"))) {
    await run(join(LOGS, "unpack.log"), "dpkg-deb", ["--extract", join(apt, file), folder]);
  }
  rmSync(apt, { recursive: true });
}
