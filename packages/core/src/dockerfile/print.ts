import type { DockerfileSyntax } from "./syntax.ts";

/** The file's text, put together from its tokens: the same, character for character, as what was parsed. */
export function printDockerfile(syntax: DockerfileSyntax): string {
  return syntax.tokens.map(({ range }) => syntax.source.slice(range)).join("");
}
