import type { Bench } from "./bench.ts";
import type { PlannedProof } from "./planned.ts";

/**
 * Values of what both containers are given and of what the original has in its image and the hardened one takes from outside: who starts
 * it gives it, else what the original's image has.
 */
export async function secretValues({ engine, config, environment }: Bench, { plan }: PlannedProof, originalTag: string): Promise<Readonly<Record<string, string>>> {
  const { config: image } = await engine.imageFacts(originalTag);
  return Object.fromEntries([...plan.profile.secrets, ...config.secrets].flatMap((name): [string, string][] => {
    const value = environment[name] ?? image.environment[name];
    return value === undefined ? [] : [[name, value]];
  }));
}
