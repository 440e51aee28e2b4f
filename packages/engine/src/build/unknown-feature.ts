import type { BuilderFeature } from "@bulwark/core/dockerfile";

interface Sign {
  /** Parts of the message, in lower case; all of them stand in it. */
  readonly parts: readonly string[];
  readonly feature: BuilderFeature | undefined;
}

/** How builders say that they do not know a feature: BuildKit's frontend, the classic builder, buildah with its imagebuilder, and the commands. */
const SIGNS: readonly Sign[] = [
  { parts: ["unexpected key 'env'"], feature: "secret-env" },
  { parts: ["invalid key env"], feature: "secret-env" },
  { parts: ["type=secret", "invalid mount option"], feature: "secret-env" },
  { parts: ["unknown flag: parents"], feature: "copy-parents" },
  { parts: ["unknown flag: --parents"], feature: "copy-parents" },
  { parts: ["unknown flag: link"], feature: "copy-link" },
  { parts: ["unknown flag: --link"], feature: "copy-link" },
  { parts: ["copy only supports the --chmod", "--link"], feature: "copy-link" },
  { parts: ["the --mount option requires buildkit"], feature: undefined },
  { parts: ["unknown flag: mount"], feature: undefined },
  { parts: ["requires buildkit"], feature: undefined },
  { parts: ["unknown flag: --secret"], feature: "mount-secret" },
  { parts: ["the secret flag requires buildkit"], feature: "mount-secret" },
  { parts: ["buildkit is enabled but the buildx component is missing or broken"], feature: undefined },
  { parts: ["here-documents are not supported"], feature: "heredoc" },
];

/** How a builder fails that takes the lines of a heredoc for instructions, or its name for a file. */
const HEREDOC_SIGNS: readonly (readonly string[])[] = [["unknown instruction"], ["<<", "no such file or directory"], ["<<", "file does not exist"], ["<<", "file not found"]];

/**
 * What a builder's error says that it does not know; undefined when the build failed by itself. `feature` stays undefined where the words
 * do not tell. `wanted`: what the Dockerfile uses, without which a mistyped instruction is not taken for a heredoc.
 */
export function unknownFeature(error: string, wanted: readonly BuilderFeature[]): { readonly features: readonly BuilderFeature[] } | undefined {
  const words = error.toLowerCase();
  const has = (parts: readonly string[]): boolean => parts.every((part) => words.includes(part));
  const sign = SIGNS.find(({ parts }) => has(parts));
  if (sign !== undefined) return { features: sign.feature === undefined ? wanted.filter((feature) => feature.startsWith("mount-")) : [sign.feature] };
  return wanted.includes("heredoc") && HEREDOC_SIGNS.some(has) ? { features: ["heredoc"] } : undefined;
}
