// How this machine reaches Debian's packages and the registries of npm, PyPI and Go modules, so that builds inside of the lab reach them alike.
// Everything is read from the machine when an image is made; nothing of it stands in this repository.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./command.mjs";
import { RUN } from "./folders.mjs";
import { Refusal } from "./say.mjs";

/** Handed to every build as the named context `machine`. */
export const MACHINE = join(RUN, "machine");

const LOCAL_AUTHORITIES = "/usr/local/share/ca-certificates";
export const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
/** Where images put the machine's certificates for npm and pip, which do not read Debian's. */
const AUTHORITIES_IN_IMAGES = "/usr/local/etc/machine-authorities.pem";

/** @returns {{ packages: string, security: string | undefined }} where apt gets Debian's packages from, without a slash at the end */
export function debianMirror() {
  const lines = (ask("apt-get", ["indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"]) ?? "").split("\n").map((line) => line.split(" "));
  const release = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  /** @param {string} suite */
  const find = (suite) => lines.find((line) => line[1] === suite && line[2] === "main")?.[0]?.replace(/\/$/, "");
  const packages = find(`${release}`);
  if (packages === undefined) throw new Refusal("the lab makes its images from Debian's packages, and apt's sources on this machine name no mirror of Debian");
  return { packages, security: find(`${release}-security`) };
}

/** Settings of apt that say how a mirror is reached and what is believed of it. */
function aptSettings() {
  const wanted = /^Acquire::(?:Check-Valid-Until|Check-Date|https?::Proxy) /;
  return (ask("apt-config", ["dump"]) ?? "").split("\n").filter((line) => wanted.test(line)).join("\n");
}

/** @param {string} program @param {readonly string[]} args @returns {string | undefined} */
function setting(program, args) {
  const value = ask(program, args)?.trim();
  return value === "" || value === "undefined" || value === "null" ? undefined : value;
}

/** @param {Readonly<Record<string, string | undefined>>} values */
const lines = (values) => Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}\n`])).join("");

/** What go.env takes from the machine; what Go has as its default is left out. */
function goSettings() {
  const names = ["GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE"];
  const defaults = setting("go", ["env", "GOROOT"]);
  const shipped = defaults !== undefined && existsSync(join(defaults, "go.env")) ? readFileSync(join(defaults, "go.env"), "utf8") : "";
  return lines(Object.fromEntries(names.map((name) => {
    const value = setting("go", ["env", name]);
    return [name, value !== undefined && !shipped.includes(`${name}=${value}\n`) ? value : undefined];
  })));
}

/** Writes the folder that builds get as `machine`. */
export function describeMachine() {
  rmSync(MACHINE, { recursive: true, force: true });
  mkdirSync(join(MACHINE, "authorities"), { recursive: true });
  if (existsSync(LOCAL_AUTHORITIES)) {
    for (const name of readdirSync(LOCAL_AUTHORITIES).filter((file) => file.endsWith(".crt"))) cpSync(join(LOCAL_AUTHORITIES, name), join(MACHINE, "authorities", name));
  }
  const own = readdirSync(join(MACHINE, "authorities")).length > 0;
  const bundle = own ? AUTHORITIES_IN_IMAGES : undefined;
  cpSync(AUTHORITIES, join(MACHINE, "all-authorities.pem"));
  const npmRegistry = setting("npm", ["config", "get", "registry", "--location=global"]);
  const { packages, security } = debianMirror();
  writeFileSync(join(MACHINE, "mirror"), packages);
  writeFileSync(join(MACHINE, "security-mirror"), security ?? "");
  writeFileSync(join(MACHINE, "apt.conf"), `${aptSettings()}\n`);
  writeFileSync(join(MACHINE, "npmrc"), lines({ cafile: bundle, registry: npmRegistry }));
  writeFileSync(join(MACHINE, "pip.conf"), `[global]\n${lines({ cert: bundle, "index-url": setting("python3", ["-m", "pip", "config", "get", "global.index-url"]) })}`);
  writeFileSync(join(MACHINE, "go.env"), goSettings());
}
