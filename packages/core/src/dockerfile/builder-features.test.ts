import { expect, it } from "vitest";
import { SourceText } from "../source/text.ts";
import { builderFeatures } from "./builder-features.ts";
import { parseDockerfile } from "./parse.ts";

it.each<readonly [dockerfile: string, features: readonly string[]]>([
  ["FROM debian\nRUN make\nCOPY a b\n", []],
  ["FROM debian\nRUN <<EOF\nmake\nEOF\n", ["heredoc"]],
  ["FROM debian\nCOPY --link --parents a b\n", ["copy-link", "copy-parents"]],
  ["FROM debian\nCOPY --link=false a b\n", []],
  ["FROM debian\nRUN --mount=type=cache,target=/x --mount=target=/y make\n", ["mount-bind", "mount-cache"]],
  ["FROM debian\nRUN --mount=type=secret,id=t make\n", ["mount-secret"]],
  ["FROM debian\nRUN --mount=type=secret,id=t,env=T make\n", ["mount-secret", "secret-env"]],
])("%j wants %j of its builder", (text, features) => {
  expect(builderFeatures(parseDockerfile(new SourceText("Dockerfile", text)))).toEqual(features);
});
