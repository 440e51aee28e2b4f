import type { ConfigMap } from "./reader.ts";

/** `harden:`, with the lines on which its values stand, 1 where they are not given. */
export interface HardenConfig {
  readonly base: string | undefined;
  readonly user: string | undefined;
  readonly lines: { readonly base: number; readonly user: number };
}

export function readHarden(file: ConfigMap<"harden"> | undefined): HardenConfig {
  const section = file?.section("harden", ["base", "user"]);
  return { base: section?.text("base"), user: section?.text("user"), lines: { base: section?.lineOf("base") ?? 1, user: section?.lineOf("user") ?? 1 } };
}
