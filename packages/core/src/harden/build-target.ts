import type { HardenInput } from "./plan.ts";

/** The name by which the builder must be told which stage to build; undefined for the last one, which it builds by itself. */
export function buildTarget(input: HardenInput): string | undefined {
  const { target, model, source } = input.subject;
  if (target === undefined || target === model.stages.at(-1)) return undefined;
  return target.nameRange === undefined ? String(target.index) : source.slice(target.nameRange);
}
