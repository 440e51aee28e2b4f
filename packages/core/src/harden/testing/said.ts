import { readConfig } from "../../config/read-config.ts";
import { adjustmentsOf } from "../adjust/from-config.ts";
import type { Adjustments } from "../adjustments.ts";

/** What these lines under `harden:` of `bulwark.yaml` say; the first of them is line 2. @throws Error with the faults when they are wrong. */
export function said(...lines: readonly string[]): Adjustments {
  const { config, faults } = readConfig(["harden:", ...lines.map((line) => `  ${line}`), ""].join("\n"), []);
  if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join("; "));
  return adjustmentsOf(config.harden, "bulwark.yaml");
}
