// The engine's bridge, and the way out for what runs on it. The engine itself changes no packet filter and no setting of the kernel;
// what is changed here is written down first, and undone by `down`.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./command.mjs";
import { ALL_NETWORKS, BRIDGE, BRIDGE_ADDRESS, isInNetworks, RUN, TABLE } from "./folders.mjs";
import { Refusal, say } from "./say.mjs";

const FORWARDING = "/proc/sys/net/ipv4/ip_forward";
const CHANGED = join(RUN, "network.json");

const RULES = `table ip ${TABLE} {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    ip saddr ${ALL_NETWORKS} ip daddr != ${ALL_NETWORKS} masquerade
  }
}
`;

/** @param {readonly string[]} args */
function ip(...args) {
  if (ask("ip", args) === undefined) throw new Refusal(`ip ${args.join(" ")} failed; the lab needs the right to set up a bridge`);
}

/** Packets of containers must fit through the machine's own way out. @returns {number} bytes */
export function largestPacket() {
  const device = /\bdev (\S+)/.exec(ask("ip", ["-4", "route", "show", "default"]) ?? "")?.[1];
  const size = device === undefined ? undefined : readFileSync(`/sys/class/net/${device}/mtu`, "utf8");
  return Math.min(Number(size ?? 1500), 1500);
}

export function openNetwork() {
  if (links().length > 0) throw new Refusal(`${links().join(", ")} already uses ${ALL_NETWORKS}, which the lab's containers need; take down what made it (another lab?)`);
  writeFileSync(CHANGED, JSON.stringify({ forwarding: readFileSync(FORWARDING, "utf8").trim() }));
  ip("link", "add", BRIDGE, "type", "bridge");
  ip("address", "add", BRIDGE_ADDRESS, "dev", BRIDGE);
  ip("link", "set", BRIDGE, "mtu", String(largestPacket()), "up");
  writeFileSync(FORWARDING, "1");
  if (ask("nft", ["-f", "-"], { input: RULES }) === undefined) say("containers have no way out: nft cannot translate addresses here");
}

export function closeNetwork() {
  if (!existsSync(CHANGED)) return;
  ask("nft", ["delete", "table", "ip", TABLE]);
  for (const link of links()) ask("ip", ["link", "delete", link]);
  const { forwarding } = JSON.parse(readFileSync(CHANGED, "utf8"));
  writeFileSync(FORWARDING, String(forwarding));
  rmSync(CHANGED);
}

/** Bridges of the lab: the engine's own, and those of networks that were made in it. @returns {readonly string[]} */
function links() {
  /** @type {{ ifname: string, addr_info: { local: string }[] }[]} */
  const all = JSON.parse(ask("ip", ["-json", "-4", "address"]) ?? "[]");
  return all.filter((link) => link.addr_info.some((address) => isInNetworks(address.local))).map((link) => link.ifname);
}
