import type { Severity } from "../rules/rule.ts";
import type { HardenConfig } from "./harden-section.ts";
import type { IgnoreEntry } from "./ignore-section.ts";
import type { ProveConfig } from "./prove-config.ts";

/** `bulwark.yaml`, read and checked. The schema is published as `docs/schema/bulwark.schema.json`. */
export interface Config {
  readonly failOn: Severity | undefined;
  /** Paths that are not read at all, in the syntax of `.dockerignore`. */
  readonly exclude: readonly string[];
  readonly ignore: readonly IgnoreEntry[];
  readonly harden: HardenConfig;
  readonly prove: ProveConfig;
}
