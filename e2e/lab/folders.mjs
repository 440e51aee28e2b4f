// Where the lab keeps its things, outside of the clone, and the few names and numbers that its parts share.
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

export const HERE = import.meta.dirname;

export const LAB = process.env["BULWARK_LAB"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bulwark-lab");

/** What is kept when the lab is taken down. Every entry is made whole or not at all. */
export const CACHE = join(LAB, "cache");

/** What lives as long as the lab is up: sockets, pids, logs, certificates, the engine's images and containers. */
export const RUN = join(LAB, "run");

export const LOGS = join(RUN, "logs");
export const SOCKET = join(RUN, "docker.sock");
export const PROGRAMS = join(RUN, "bin");
export const CLIENT_CONFIG = join(RUN, "client");

/** Every process of the lab is in this control group or below, so that none is missed when it is taken down. */
export const GROUP = `bulwark-lab-${createHash("sha256").update(LAB).digest("hex").slice(0, 8)}`;

/** The registry's own loopback address: port 443 there takes nothing from what else the machine runs. */
export const REGISTRY = "127.0.0.7";

export const BRIDGE = "bulwark0";
export const BRIDGE_ADDRESS = "172.30.0.1/24";
/** Networks of Compose and `docker network create`. */
export const OTHER_NETWORKS = "172.30.128.0/17";
export const ALL_NETWORKS = "172.30.0.0/16";
