import { cleanPath } from "../../context/path.ts";
import { readMounts } from "../../dockerfile/read-mounts.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { effectiveInstruction } from "./build-commands.ts";

/** Whether a RUN mounts a cache or a temporary file system over a folder, so that what is written there is in no layer. */
export function isMountedOver(instruction: Instruction, folder: string): boolean {
  return readMounts(effectiveInstruction(instruction)).some(({ type, options }) => {
    const target = options.get("target") ?? options.get("dst") ?? options.get("destination");
    if ((type !== "cache" && type !== "tmpfs") || target === undefined) return false;
    const path = cleanPath(target.value);
    return folder === path || folder.startsWith(`${path}/`);
  });
}
