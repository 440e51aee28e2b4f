import type { BuilderFeature } from "@bulwark/core/dockerfile";
import type { Builder } from "./builder.ts";

interface Sign {
  /** Parts of the message, in lower case; all of them stand in it. */
  readonly parts: readonly string[];
  /** What it speaks of: of these, what the Dockerfile uses. `any`: what it says is clear without that. */
  readonly of: readonly BuilderFeature[];
  readonly any?: boolean;
}

const MOUNTS: readonly BuilderFeature[] = ["mount-cache", "mount-secret", "mount-bind"];

/** How builders say that they do not know a feature: BuildKit's frontend, the classic builder, buildah with its imagebuilder, and the commands. */
const SIGNS: readonly Sign[] = [
  { parts: ["unexpected key 'env'"], of: ["secret-env"], any: true },
  { parts: ["secret should have syntax id=id"], of: ["secret-env"] },
  { parts: ["unknown flag: parents"], of: ["copy-parents"], any: true },
  { parts: ["unknown flag: link"], of: ["copy-link"], any: true },
  { parts: ["only supports the --"], of: ["copy-link", "copy-parents"] },
  { parts: ["unknown flag: mount"], of: MOUNTS, any: true },
  { parts: ["requires buildkit"], of: MOUNTS, any: true },
  { parts: ["unknown flag: --secret"], of: ["mount-secret"], any: true },
  { parts: ["buildx component is missing or broken"], of: MOUNTS, any: true },
];

/** How a builder fails that takes the lines of a heredoc for instructions, or its name for a file. */
const HEREDOC_SIGNS: readonly (readonly string[])[] = [["unknown instruction"], ["<<", "no such file"], ["<<", "file does not exist"]];

/**
 * What a builder's error says that it does not know; undefined when the build failed by itself. Empty where the words do not tell what.
 * `wanted`: what the Dockerfile uses. A mistyped instruction is taken for a line of a heredoc only where the builder may not know heredocs.
 */
export function unknownFeature(error: string, builder: Builder, wanted: readonly BuilderFeature[]): readonly BuilderFeature[] | undefined {
  const words = error.toLowerCase();
  const has = (parts: readonly string[]): boolean => parts.every((part) => words.includes(part));
  for (const { parts, of, any } of SIGNS) {
    const meant = of.filter((feature) => wanted.includes(feature));
    if (has(parts) && (meant.length > 0 || any === true)) return meant.length > 0 || of.length > 1 ? meant : of;
  }
  return builder.kind !== "buildkit" && wanted.includes("heredoc") && HEREDOC_SIGNS.some(has) ? ["heredoc"] : undefined;
}
