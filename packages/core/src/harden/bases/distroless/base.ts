import { findImage } from "../../../knowledge/index.ts";
import type { Application, Obstacle } from "../../application.ts";
import type { Base, BaseChoice } from "../../base.ts";
import type { Decision, HardenInput } from "../../plan.ts";

const QUESTION = "Does Google's distroless fit?";
/** The release that is built today; older ones are past their end (GoogleContainerTools/distroless, SUPPORT_POLICY.md). */
const RELEASE = "debian13";
const DEBIAN = 13;

/** Static programs need no C library; dynamic ones Debian's, of the same release or a later one. */
export const distroless: Base = {
  name: "distroless",
  summary: "no shell, no package manager, a numeric non-root user; debugging needs an ephemeral container",
  choose(input, application) {
    const obstacle = application.obstacles.find((item) => item.rulesOut === "base-change" || item.rulesOut === "shell-less");
    if (obstacle) return refuse(obstacle.reason, obstacle.evidence);
    const libc = application.libc;
    if (!libc.known) return refuse(`which C library the program needs is not known: ${libc.reason}`, []);
    if (libc.value === "musl") return refuse("the program is linked against musl, and distroless has glibc or none", libc.evidence);
    const program = application.needs.programs[0];
    if (program) return refuse(`the program starts ${program.name ?? "another program"}, which distroless does not have`, application.needs.programs.map((item) => item.evidence));
    return libc.value === "none" ? staticImage(libc.evidence) : dynamicImage(input, application);
  },
};

function staticImage(evidence: Decision["evidence"]): BaseChoice {
  return choice(`gcr.io/distroless/static-${RELEASE}:nonroot`, "none", [
    decide(`on static-${RELEASE}: the program is statically linked, so it needs no C library; certificates and time zones are in it`, evidence),
  ]);
}

/** A glibc program runs on the builder's release or a later one, never on an earlier one. */
function dynamicImage(input: HardenInput, application: Application): BaseChoice | Decision {
  const obstacle = application.obstacles.find((item: Obstacle) => item.rulesOut === "glibc");
  if (obstacle) return refuse(obstacle.reason, obstacle.evidence);
  const base = application.buildStage.base;
  const image = base.kind === "image" ? findImage(base.reference) : undefined;
  const distribution = image?.distribution;
  if (distribution?.id !== "debian") {
    return refuse(
      `the program needs glibc and is built on ${distribution?.id ?? "a base that is not known"}; only what Debian ${DEBIAN} or earlier built is sure to find its libraries in distroless`,
      application.libc.known ? application.libc.evidence : [],
    );
  }
  const release = Number(distribution.version ?? DEBIAN);
  if (release > DEBIAN) return refuse(`the program is built on Debian ${release}, whose glibc is newer than that of distroless (Debian ${DEBIAN})`, []);
  const line = input.subject.source.position(base.range.start).line;
  return choice(`gcr.io/distroless/base-${RELEASE}:nonroot`, "glibc", [
    decide(`on base-${RELEASE}: the program needs glibc, and its builder's is not newer`, [
      ...(application.libc.known ? application.libc.evidence : []),
      { path: input.subject.source.path, line, observation: `builds on Debian ${distribution.version ?? "(its tag names no release)"}` },
    ]),
  ]);
}

function choice(reference: string, libc: BaseChoice["libc"], decisions: readonly Decision[]): BaseChoice {
  return { reference, shell: false, packageManager: "none", libc, packages: [], decisions };
}

function decide(outcome: string, evidence: Decision["evidence"]): Decision {
  return { id: "base", question: QUESTION, answer: "adapt", outcome, evidence, edits: [], rule: "use-minimal-runtime-image" };
}

function refuse(outcome: string, evidence: Decision["evidence"]): Decision {
  return { id: "base", question: QUESTION, answer: "refuse", outcome, evidence, edits: [] };
}
