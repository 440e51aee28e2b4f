import { nearest } from "../../source/nearest.ts";
import { didYouMean, excerpt } from "../parser/diagnostics.ts";

const TYPES: readonly string[] = ["bind", "cache", "tmpfs", "secret", "ssh"];
const SWITCHES: readonly string[] = ["readonly", "ro", "readwrite", "rw", "required"];
const KEYS: readonly string[] = [
  ...SWITCHES, "type", "from", "source", "src", "target", "dst", "destination", "size", "id", "sharing", "mode", "uid", "gid", "env",
];

/**
 * Report what BuildKit refuses in the value of `--mount`: unknown keys and types, keys without a value, variables in `from`.
 * Source: BuildKit `frontend/dockerfile/instructions/commands_runmount.go`. A value with CSV quotes in it is left alone.
 */
export function checkMount(mount: string, report: (message: string) => void): void {
  if (mount === "" || mount.includes('"')) return;
  for (const field of mount.split(",")) {
    const equals = field.indexOf("=");
    const key = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
    const value = equals === -1 ? undefined : field.slice(equals + 1);
    if (!KEYS.includes(key)) report(didYouMean(`--mount has no key ${excerpt(key)}`, nearest(key, KEYS)));
    else if (value === undefined) {
      if (!SWITCHES.includes(key)) report(`${key} needs a value in --mount: ${key}=….`);
    } else if (key === "from" && value.slice(0, -1).includes("$")) {
      report("BuildKit does not expand variables in a mount's from; name a stage with FROM … AS and mount from that.");
    } else if (key === "type" && !value.includes("$") && !TYPES.includes(value.toLowerCase())) {
      report(didYouMean(`--mount has no type ${excerpt(value)}`, nearest(value, TYPES)));
    }
  }
}
