import { SEVERITIES } from "../rules/severity.ts";
import type { Config } from "./config.ts";
import { readHarden } from "./harden-section.ts";
import { readIgnores } from "./ignore-section.ts";
import { readProve } from "./prove-section.ts";
import { ConfigReader, type ConfigFault } from "./reader.ts";

const KEYS = ["fail-on", "exclude", "ignore", "harden", "prove"] as const;

/**
 * Read `bulwark.yaml`. Never throws: what is wrong comes back with its place, and then the config must not be used.
 * @param ruleIds the rules that there are, for "did you mean".
 */
export function readConfig(text: string, ruleIds: readonly string[]): { readonly config: Config; readonly faults: readonly ConfigFault[] } {
  const reader = new ConfigReader();
  const file = reader.root(text, "the file", KEYS);
  const config: Config = {
    failOn: file?.choice("fail-on", SEVERITIES),
    exclude: file?.texts("exclude") ?? [],
    ignore: readIgnores(file, ruleIds),
    harden: readHarden(file),
    prove: readProve(file),
  };
  return { config, faults: reader.faults };
}

/** What holds where there is no file. */
export const NO_CONFIG: Config = readConfig("", []).config;
