import { familiarName, type ImageReference } from "../dockerfile/reference.ts";
import { findImage } from "../knowledge/find-image.ts";
import { LATEST } from "../knowledge/latest.ts";
import type { Fix } from "./rule.ts";

/** To name a release instead of what was pushed last; with the one that is recommended today, where it is known. */
export function releaseAdvice(reference: ImageReference): Fix {
  const name = familiarName(reference);
  const current = currentRelease(reference);
  const example = `${name}:${current ?? "VERSION"}@sha256:…`;
  return {
    kind: "suggested",
    description: `Name the release that you build for, with its digest: ${example}${current === undefined ? "" : ` (${current} is recommended today)`}`,
    edits: [],
  };
}

function currentRelease(reference: ImageReference): string | undefined {
  const image = findImage(reference);
  const product = image?.role === "distribution" ? image.distribution?.id : (image?.product?.name ?? image?.language?.name);
  return Object.entries(LATEST).find(([name]) => name === product)?.[1];
}
