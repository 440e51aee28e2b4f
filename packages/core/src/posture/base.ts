import { supportOfImage } from "../knowledge/support.ts";
import { known, unknown, type Fact } from "../source/fact.ts";
import { baseEvidence, baseName, baseReason, type Chain } from "./chain.ts";
import type { BaseFacts, Posture } from "./posture.ts";

/** What the running image is built on. An image that nobody described is known by its reference alone. */
export function baseFact(chain: Chain): Fact<BaseFacts> {
  const { base, image } = chain;
  if (base.kind === "unknown") return unknown(baseReason(chain));
  const reference = base.kind === "image" ? base.reference : undefined;
  const support = image === undefined ? undefined : supportOfImage(image);
  const value = { reference, scratch: base.kind === "scratch", image, distribution: image?.distribution, support };
  return known(value, baseEvidence(chain, `is built on ${baseName(chain)}`));
}

/** The C library of the running image: the base's, since no stage installs another. */
export function libcFact(chain: Chain): Posture["libc"] {
  if (chain.base.kind === "scratch") return known("none", chain.at(chain.base.range, "scratch has no C library"));
  const libc = chain.image?.libc;
  if (libc === undefined) return unknown(chain.image === undefined ? baseReason(chain) : `which C library ${baseName(chain)} has is not known`);
  return known(libc, baseEvidence(chain, libc === "none" ? `${baseName(chain)} has no C library` : `${baseName(chain)} has ${libc}`));
}
