import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "@bulwark/core/config";
import { UsageError } from "../exit-code.ts";
import { fromHere, isFolder, isInside, realFolder, repositoryOf } from "./folders.ts";
import { readText } from "./read-text.ts";

const NAMES = ["bulwark.yaml", "bulwark.yml", ".bulwark.yaml"];
const LARGEST = 1024 * 1024;

export interface ConfigFile {
  readonly path: string;
  readonly config: Config;
}

/**
 * The file that was named; else `bulwark.yaml` of the folder where people stand; else the nearest above what is looked at, as far
 * up as its repository, so that where people stand does not matter. Undefined when there is none.
 * @throws UsageError naming file, line and what to do, when it is wrong: judging by half a configuration would be a false answer.
 */
export async function readConfigFile(about: string, named: string | undefined): Promise<ConfigFile | undefined> {
  const found = named ?? findConfig(about);
  if (found === undefined) return undefined;
  const path = fromHere(found);
  const read = readText(path, LARGEST);
  if ("fault" in read) throw new UsageError(`${path}${read.fault.line === undefined ? "" : `:${read.fault.line}`} ${read.fault.message}; mend it, or name another with --config`);
  const [{ readConfig }, { RULES }] = await Promise.all([import("@bulwark/core/config"), import("@bulwark/core/rules")]);
  const { config, faults } = readConfig(read.text, RULES.map((rule) => rule.id));
  if (faults.length > 0) throw new UsageError(faults.map((fault) => `${path}:${fault.line}:${fault.column} ${fault.message}`).join("\n  "));
  return { path, config };
}

function findConfig(about: string): string | undefined {
  const folder = realFolder(isFolder(about) ? about : dirname(about));
  const top = repositoryOf(folder) ?? folder;
  const folders = [process.cwd()];
  for (let current = folder; isInside(current, top); current = dirname(current)) {
    folders.push(current);
    if (current === dirname(current)) break;
  }
  return folders.flatMap((place) => NAMES.map((name) => join(place, name))).find((path) => existsSync(path));
}
