import type { DockerfileSyntax } from "./syntax.ts";

/**
 * Whether the builder's frontend knows what `docker/dockerfile:1.MINOR` brought: mounts came with 1.2, heredocs with 1.4. A file that
 * pins an older one by `# syntax=` does not; any other is taken for current. Source: BuildKit, release notes of the Dockerfile frontend.
 */
export function frontendHas(syntax: DockerfileSyntax, minor: number): boolean {
  const named = syntax.directives.find((directive) => directive.name === "syntax")?.value ?? "";
  const pinned = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?:1\.(\d{1,3})(?!\d)/.exec(named)?.[1];
  // The moving tag `experimental` stayed behind 1.2.
  return pinned === undefined ? !named.endsWith(":experimental") : Number(pinned) >= minor;
}
