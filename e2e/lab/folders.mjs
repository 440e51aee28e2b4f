// Where the lab keeps its things, outside of the clone, and the few names and numbers that its parts share.
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

export const HERE = import.meta.dirname;

export const LAB = process.env["BULWARK_LAB"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bulwark-lab");

/** Labs with different numbers (0 to 15) are up side by side and share the cache: one that is in use, and one whose ups and downs are tested. */
const NUMBER = Number(process.env["BULWARK_LAB_NUMBER"] ?? 0);

/** What is kept when the lab is taken down. Every entry is made whole or not at all. */
export const CACHE = join(LAB, "cache");

/** What lives as long as the lab is up: sockets, pids, logs, certificates, the engine's images and containers. */
export const RUN = join(LAB, NUMBER === 0 ? "run" : `run-${NUMBER}`);

export const LOGS = join(RUN, "logs");
export const SOCKET = join(RUN, "docker.sock");
export const PROGRAMS = join(RUN, "bin");
export const CLIENT_CONFIG = join(RUN, "client");

/** Every process of the lab is in this control group or below, so that none is missed when it is taken down. */
export const GROUP = `bulwark-lab-${createHash("sha256").update(RUN).digest("hex").slice(0, 8)}`;

/** The registry's own loopback address: port 443 there takes nothing from what else the machine runs. */
export const REGISTRY = `127.0.0.${7 + NUMBER}`;
/** The name that the engine knows it by: BuildKit speaks plain HTTP to whatever is written as a loopback address. */
export const REGISTRY_NAME = "registry.bulwark.test";

/** The lab's networks, 16 times 256 addresses from here on: the first for the engine's bridge, half of them for `docker network create`. */
const FIRST = 16 * NUMBER;
export const ALL_NETWORKS = `172.30.${FIRST}.0/20`;
export const BRIDGE = `bulwark${NUMBER}`;
export const BRIDGE_ADDRESS = `172.30.${FIRST}.1/24`;
export const OTHER_NETWORKS = { base: `172.30.${FIRST + 8}.0/21`, size: 27 };

/** @param {string} address @returns {boolean} whether it lies in the lab's networks */
export function isInNetworks(address) {
  const [first, second, third] = address.split(".").map(Number);
  return first === 172 && second === 30 && third !== undefined && third >= FIRST && third < FIRST + 16;
}

/** The lab's own table of packet rules. */
export const TABLE = `bulwark_lab_${NUMBER}`;
