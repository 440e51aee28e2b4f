// The Docker engine: programs from Debian packages, a socket and folders of its own, nothing shared with a Docker that the machine may have.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { unpackPackages } from "./debian-packages.mjs";
import { BRIDGE, CLIENT_CONFIG, GROUP, HERE, OTHER_NETWORKS, PROGRAMS, REGISTRY, REGISTRY_NAME, RUN, SOCKET } from "./folders.mjs";
import { AUTHORITIES } from "./machine.mjs";
import { largestPacket } from "./network.mjs";
import { start, stop } from "./processes.mjs";
import { CERTIFICATE } from "./registry.mjs";

/** The release whose engine is used; its programs run on Debian 12 too. runc is the machine's own. */
const RELEASE = "trixie";
const PACKAGES = ["docker.io", "docker-cli", "docker-buildx", "docker-compose", "containerd", "tini"];

/** Where each program lies in the packages, and its name in the lab where it has another. */
const IN_PACKAGES = [
  ["usr/sbin/dockerd"], ["usr/sbin/docker-proxy"], ["usr/bin/docker"], ["usr/bin/containerd"], ["usr/bin/containerd-shim-runc-v2"], ["usr/bin/ctr"],
  ["usr/bin/tini-static", "docker-init"],
];

const FOLDER = join(RUN, "engine");
const DATA = join(FOLDER, "data");

const configuration = () => ({
  "data-root": DATA,
  "exec-root": join(FOLDER, "exec"),
  "pidfile": join(FOLDER, "dockerd.pid"),
  "hosts": [`unix://${SOCKET}`],
  "storage-driver": "overlay2",
  "cgroup-parent": `/${GROUP}`,
  "bridge": BRIDGE,
  "mtu": largestPacket(),
  "default-address-pools": [OTHER_NETWORKS],
  "iptables": false,
  "ip6tables": false,
  "ip-forward": false,
  "ip-masq": false,
  "builder": { gc: { enabled: true, defaultKeepStorage: "6GB" } },
  "shutdown-timeout": 5,
  "registry-mirrors": [`https://${REGISTRY_NAME}`],
});

/** Puts the engine's programs where the lab's PATH finds them. */
export async function installEngine() {
  const key = createHash("sha256").update(JSON.stringify([RELEASE, PACKAGES])).digest("hex").slice(0, 12);
  const packages = await cached(`engine/${RELEASE}-${key}`, (folder) => unpackPackages(RELEASE, PACKAGES, folder));
  mkdirSync(PROGRAMS, { recursive: true });
  for (const [path = "", name = path.split("/").at(-1) ?? ""] of IN_PACKAGES) symlinkSync(join(packages, path), join(PROGRAMS, name));
  mkdirSync(CLIENT_CONFIG, { recursive: true });
  symlinkSync(join(packages, "usr/libexec/docker/cli-plugins"), join(CLIENT_CONFIG, "cli-plugins"));
  writeFileSync(join(CLIENT_CONFIG, "config.json"), `${JSON.stringify(clientConfiguration())}\n`);
}

/** The machine's proxies reach builds and containers as Docker's users have it. */
function clientConfiguration() {
  const { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy } = process.env;
  return httpProxy === undefined && httpsProxy === undefined ? {} : { proxies: { default: { httpProxy, httpsProxy, noProxy } } };
}

export async function startEngine() {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "daemon.json"), JSON.stringify(configuration(), null, 2));
  writeFileSync(join(FOLDER, "hosts"), `${readFileSync("/etc/hosts", "utf8")}\n${REGISTRY} gcr.io ${REGISTRY_NAME}\n`);
  writeFileSync(join(FOLDER, "authorities.pem"), Buffer.concat([readFileSync(AUTHORITIES), readFileSync(CERTIFICATE)]));
  const env = { ...process.env, PATH: `${PROGRAMS}:${process.env["PATH"]}`, SSL_CERT_FILE: join(FOLDER, "authorities.pem") };
  await start("engine", ["unshare", "--mount", "--propagation", "slave", join(HERE, "engine.sh"), FOLDER], env, engineAnswers);
}

export const stopEngine = () => stop("engine");

/** All images, containers, networks and volumes, and what builds left; the engine must not run. */
export const dropEngineData = () => rmSync(DATA, { recursive: true, force: true });

/** @returns {Promise<boolean>} */
export function engineAnswers() {
  return new Promise((resolve) => {
    const call = request({ socketPath: SOCKET, path: "/_ping", timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(false));
    call.end();
  });
}
