import { readMounts } from "./read-mounts.ts";
import type { DockerfileSyntax, Instruction } from "./syntax.ts";

/** What not every builder can do, by the name under which it is reported. */
export const BUILDER_FEATURES = ["heredoc", "copy-link", "copy-parents", "mount-bind", "mount-cache", "mount-secret", "secret-env"] as const;
export type BuilderFeature = (typeof BUILDER_FEATURES)[number];

/** What a Dockerfile wants of its builder beyond what the first ones could. Source: BuildKit, release notes of the Dockerfile frontend. */
export function builderFeatures(syntax: DockerfileSyntax): readonly BuilderFeature[] {
  const wanted = new Set(syntax.instructions.flatMap(featuresOf));
  return BUILDER_FEATURES.filter((feature) => wanted.has(feature));
}

function featuresOf(instruction: Instruction): readonly BuilderFeature[] {
  const copies = instruction.keyword === "COPY" || instruction.keyword === "ADD";
  const has = (name: string): boolean => copies && instruction.flags.some((flag) => flag.name === name && flag.value !== "false");
  return [
    ...(instruction.heredocs.length > 0 ? (["heredoc"] as const) : []),
    ...(has("link") ? (["copy-link"] as const) : []),
    ...(has("parents") ? (["copy-parents"] as const) : []),
    ...readMounts(instruction).flatMap((mount): readonly BuilderFeature[] => {
      if (mount.type === "secret") return mount.options.has("env") ? ["mount-secret", "secret-env"] : ["mount-secret"];
      if (mount.type === "cache") return ["mount-cache"];
      return mount.type === "bind" ? ["mount-bind"] : [];
    }),
  ];
}
