import { parseRequirements, parseSize, readConfig, SIZE_FORM, type GateConfig, type ProveConfig } from "@bulwark/core/config";
import type { Values } from "../command-line/command.ts";
import { UsageError } from "../exit-code.ts";
import type { ConfigFile } from "../files/config-file.ts";

const MOST_ATTEMPTS = 10;
const USUAL_ATTEMPTS = 3;

/** What is proved, and how, beyond what the plan says. */
export interface ProveOptions {
  readonly config: ProveConfig;
  readonly gates: GateConfig;
  readonly engine: "auto" | "docker" | "podman" | "nerdctl";
  /** Undefined without --repair. */
  readonly attempts: number | undefined;
}

/** @throws UsageError naming the option. The command line wins over `prove:` of `bulwark.yaml`, gate by gate. */
export function proveOptions(values: Values, configFile: ConfigFile | undefined): ProveOptions {
  const config = (configFile?.config ?? readConfig("", []).config).prove;
  const engine = (["docker", "podman", "nerdctl"] as const).find((name) => name === values.get("engine")) ?? "auto";
  if (values.get("attempts") !== undefined && !values.has("repair")) throw new UsageError("--attempts says how often --repair may try, so it goes with --repair", "prove");
  return { config, gates: gatesOf(values, config.gates), engine, attempts: values.has("repair") ? attemptsOf(values.get("attempts")) : undefined };
}

function gatesOf(values: Values, written: GateConfig): GateConfig {
  const size = values.get("max-size");
  const maxSize = size === undefined ? written.maxSize : parseSize(size);
  if (size !== undefined && maxSize === undefined) throw new UsageError(`--max-size takes ${SIZE_FORM}, not "${size}"`, "prove");
  const listed = values.get("require");
  const required = listed === undefined ? { requirements: written.require, faults: [] } : parseRequirements(listed);
  if (required.faults.length > 0) throw new UsageError(`--require: ${required.faults.join("; ")}`, "prove");
  const minGrade = (["A", "B", "C", "D", "E", "F"] as const).find((grade) => grade === values.get("min-grade")) ?? written.minGrade;
  return { maxSize, minGrade, require: required.requirements, noRegression: values.has("no-regression") || written.noRegression };
}

function attemptsOf(text: string | undefined): number {
  if (text === undefined) return USUAL_ATTEMPTS;
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST_ATTEMPTS) throw new UsageError(`--attempts takes a number from 1 to ${MOST_ATTEMPTS}, not "${text}"`, "prove");
  return count;
}
