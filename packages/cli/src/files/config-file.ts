import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "@bulwark/core/config";
import { UsageError } from "../exit-code.ts";
import { readText } from "./read-text.ts";

const NAMES = ["bulwark.yaml", "bulwark.yml", ".bulwark.yaml"];
const LARGEST = 1024 * 1024;

export interface ConfigFile {
  readonly path: string;
  readonly config: Config;
}

/**
 * `bulwark.yaml` of a folder, or the file that was named; undefined when there is none.
 * @throws UsageError naming file, line and what to do, when it is wrong: judging by half a configuration would be a false answer.
 */
export async function readConfigFile(folder: string, named: string | undefined): Promise<ConfigFile | undefined> {
  const path = named ?? NAMES.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const read = readText(path, LARGEST);
  if ("fault" in read) throw new UsageError(`${path}${read.fault.line === undefined ? "" : `:${read.fault.line}`} ${read.fault.message}; ${read.fault.remedy}`);
  const [{ readConfig }, { RULES }] = await Promise.all([import("@bulwark/core/config"), import("@bulwark/core/rules")]);
  const { config, faults } = readConfig(read.text, RULES.map((rule) => rule.id));
  if (faults.length > 0) throw new UsageError(faults.map((fault) => `${path}:${fault.line}:${fault.column} ${fault.message}`).join("\n  "));
  return { path, config };
}
