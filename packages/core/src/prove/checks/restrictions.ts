import { formatEvidence } from "../../source/fact.ts";
import type { ProcessState } from "../trial.ts";
import type { CheckInput, Outcome } from "./outcome.ts";

/**
 * What the profile promises must be seen of the running process: a promise that is broken, or that nobody saw kept, is not met. Of a job
 * that ends by itself as the original does, nobody can see it: there it counts only for who requires it.
 */

export function nonRoot(input: CheckInput): Outcome {
  const { identity } = input.profile;
  return seen(input, identity !== undefined, ({ uid, gid }) => {
    if (uid === 0) return { met: false, detail: "uid 0, which is root" };
    const isOther = identity !== undefined && (uid !== identity.uid || gid !== identity.gid);
    return isOther ? { met: false, detail: `${uid}:${gid} instead of the profile's ${identity.uid}:${identity.gid}` } : { met: true, detail: `uid ${uid}` };
  });
}

export function readOnly(input: CheckInput): Outcome {
  const { readOnlyRoot } = input.profile;
  return seen(input, readOnlyRoot.value, (process) => {
    if (process.readOnlyRoot) return { met: true, detail: "writes to the root are refused" };
    if (readOnlyRoot.value) return { met: false, detail: "the root can be written, and the profile says that it cannot" };
    return { met: false, detail: ["the root can be written, and the profile leaves it so", ...readOnlyRoot.evidence.slice(0, 1).map(formatEvidence)].join(": ") };
  });
}

/** Those that the profile adds are no broken promise; any other one is. */
export function noCapabilities(input: CheckInput): Outcome {
  const added = input.profile.addedCapabilities.map((capability) => capability.name);
  const effective = input.variant.trial?.process;
  const others = effective?.known === true ? effective.value.capabilities.filter((name) => !added.includes(name)) : [];
  return seen(input, added.length === 0 || others.length > 0, ({ capabilities }) => {
    if (capabilities.length === 0) return { met: true, detail: "none effective" };
    return { met: false, detail: others.length > 0 ? `has ${others.join(", ")}, which the profile does not give` : `has ${capabilities.join(", ")}, as the profile gives` };
  });
}

export function noNewPrivileges(input: CheckInput): Outcome {
  return seen(input, input.profile.noNewPrivileges.value, (process) => ({ met: process.noNewPrivileges, detail: process.noNewPrivileges ? "set" : "not set" }));
}

function seen(input: CheckInput, promised: boolean, look: (process: ProcessState) => Omit<Outcome, "expected">): Outcome {
  const { trial, build } = input.variant;
  const expected = promised && !endedAlike(input);
  if (trial === undefined) return { met: false, expected, detail: `not seen: ${build.outcome === "built" ? "it was not started" : "it did not build"}` };
  return trial.process.known ? { ...look(trial.process.value), expected: promised } : { met: false, expected, detail: `not seen: ${trial.process.reason}` };
}

function endedAlike({ original, variant }: CheckInput): boolean {
  const [before, after] = [original.trial?.start, variant.trial?.start];
  return before?.outcome === "exited" && after?.outcome === "exited" && before.exitCode === after.exitCode;
}
