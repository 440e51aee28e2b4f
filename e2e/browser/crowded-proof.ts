import type { Proof, ProvedVariant } from "../../packages/core/src/prove/proof.ts";
import { unknown } from "../../packages/core/src/source/fact.ts";
import { bothPassedProof, differentAnswersProof, repairedProof } from "../../packages/core/src/testing/proofs/proofs.ts";

const NAME = "a-name-that-somebody-made-very-long-".repeat(4);
const PATH = "/opt/vendor/application/lib/python3.13/site-packages/some_package/with/a/deep/structure".repeat(4);

/** Everything at once: many variants, one that does not build and one of which nothing is known, names and paths that fit nowhere. */
export function crowdedProof(): Proof {
  const proof = bothPassedProof();
  const different = differentAnswersProof();
  const [distroless, alpine] = proof.variants;
  const [wrong] = different.variants;
  if (distroless === undefined || alpine === undefined || wrong === undefined) throw new Error("the proofs have variants");
  return {
    ...proof,
    name: NAME,
    source: { path: `${PATH}/Dockerfile`, context: PATH },
    probes: different.probes,
    original: different.original,
    variants: [distroless, alpine, notBuilt(alpine), { ...wrong, name: "hardened" }, notKnown(distroless)],
    notProved: [{ base: NAME, reason: `${PATH} cannot be had` }],
    repairs: repairedProof().repairs,
    verdict: { result: "failed", reason: `slim does not build: ${PATH} is not in the build context` },
  };
}

function notBuilt(variant: ProvedVariant): ProvedVariant {
  return {
    ...variant,
    name: "slim",
    base: "slim",
    build: { ...variant.build, outcome: "failed", error: `ERROR: "${PATH}": not found`, log: `#7 COPY ${PATH} .\n` },
    image: undefined,
    trial: undefined,
    comparisons: [],
    confirmations: [],
    checks: [{ id: "builds", met: false, required: true, detail: `"${PATH}": not found` }],
    causes: [{ kind: "build-failed", constraint: undefined, subject: PATH, message: `${PATH} is not in the build context`, evidence: [{ observation: `says ${PATH} is not found`, path: PATH, line: 7 }], remedy: { kind: "file", path: PATH } }],
    passed: false,
  };
}

/** It was built and started, and could not be looked into. */
function notKnown(variant: ProvedVariant): ProvedVariant {
  const { image, trial } = variant;
  const reason = `${PATH} cannot be read`;
  return {
    ...variant,
    name: NAME,
    base: NAME,
    image: image && { ...image, compressedSize: unknown(reason), layers: 0, user: "", faults: [reason], tree: { name: "/", size: 0, children: [] }, surface: { ...image.surface, packages: undefined, distribution: undefined } },
    trial: trial && { ...trial, process: unknown(reason), listening: unknown(reason), changes: unknown(reason), stop: undefined, answers: {}, log: "", start: { ...trial.start, readyMilliseconds: undefined } },
    comparisons: [],
    confirmations: variant.confirmations.map((item) => ({ ...item, result: "unpredicted", predicted: "not known", shown: PATH })),
    checks: variant.checks.map((check) => ({ ...check, detail: reason })),
    passed: false,
  };
}
