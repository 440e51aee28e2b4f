import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiftedTrial } from "../cause.ts";
import { CONSTRAINTS, type Constraint } from "../constraint.ts";
import { matters, nextLift } from "./relaxation.ts";

type Works = (lifted: readonly Constraint[]) => boolean;

interface Search {
  readonly batches: readonly (readonly (readonly Constraint[])[])[];
  readonly tried: readonly LiftedTrial[];
}

/** A search on a container that works when `works` says so. */
function search(constraints: readonly Constraint[], works: Works): Search {
  const batches: (readonly (readonly Constraint[])[])[] = [];
  const tried: LiftedTrial[] = [];
  for (let batch = nextLift(constraints, tried); batch !== undefined; batch = nextLift(constraints, tried)) {
    batches.push(batch);
    tried.push(...batch.map((lifted) => ({ lifted, works: works(lifted) })));
    if (batches.length > 100) throw new Error("the search does not end");
  }
  return { batches, tried };
}

const needs = (...needed: readonly Constraint[]): Works => (lifted) => needed.every((constraint) => lifted.includes(constraint));
const constraints = fc.shuffledSubarray([...CONSTRAINTS]);
/** Monotone: it works when any one of these sets is lifted whole. */
const alternatives = fc.array(fc.subarray([...CONSTRAINTS], { minLength: 1 }), { maxLength: 4 });

describe("the search for the constraint that matters", () => {
  it("begins with all lifted; then each one alone, side by side, the likeliest first", () => {
    const { batches, tried } = search(["read-only-root", "user", "memory"], needs("user"));
    expect(batches).toEqual([[["read-only-root", "user", "memory"]], [["read-only-root"], ["user"], ["memory"]]]);
    expect(matters(tried)).toEqual([["user"]]);
  });

  it("tries no constraint alone where the image is what differs", () => {
    expect(search([...CONSTRAINTS], () => false).tried.map(({ lifted }) => lifted.length)).toEqual([CONSTRAINTS.length, CONSTRAINTS.length - 1]);
  });

  it("names every constraint that is enough alone", () => {
    const { tried } = search([...CONSTRAINTS], (lifted) => lifted.includes("user") || lifted.includes("privileged-ports"));
    expect(matters(tried)).toEqual([["user"], ["privileged-ports"]]);
  });

  it("finds two that are needed together by one batch more when they are the likeliest", () => {
    const { batches, tried } = search(["read-only-root", "user", ...CONSTRAINTS.filter((constraint) => constraint !== "read-only-root" && constraint !== "user")], needs("user", "read-only-root"));
    expect(matters(tried)).toEqual([["read-only-root", "user"]]);
    expect(batches.slice(2)).toEqual([[["read-only-root", "user"], ["read-only-root", "user", "capabilities"]]]);
  });

  it("runs nothing when there is nothing to lift", () => {
    expect(nextLift([], [])).toBeUndefined();
  });

  it("tries a single constraint once, since it alone is everything", () => {
    expect(nextLift(["user"], [])).toEqual([["user"]]);
  });

  it("looks past root for a program that refuses to run as root", () => {
    const { tried } = search([...CONSTRAINTS], (lifted) => !lifted.includes("user") && needs("read-only-root", "memory")(lifted));
    expect(matters(tried)).toEqual([["read-only-root", "memory"]]);
  });

  it("finds a minimal set that works whenever one exists, within twelve trials after those of one alone", () => {
    fc.assert(
      fc.property(constraints, alternatives, (present, enough) => {
        const works: Works = (lifted) => enough.some((set) => set.every((constraint) => lifted.includes(constraint)));
        const { batches, tried } = search(present, works);
        const found = matters(tried);
        expect(found.length > 0).toBe(present.length > 0 && works(present));
        for (const set of found) {
          expect(works(set)).toBe(true);
          for (const constraint of set) expect(works(set.filter((other) => other !== constraint))).toBe(false);
        }
        expect(batches.slice(2).flat().length).toBeLessThanOrEqual(12);
      }),
    );
  });

  it("never repeats a trial, lifts only what is there, and ends for containers without any rule", () => {
    fc.assert(
      fc.property(constraints, fc.func(fc.boolean()), (present, works) => {
        const { tried, batches } = search(present, (lifted) => works(lifted.toSorted().join(" ")));
        const sets = tried.map((trial) => trial.lifted.toSorted().join(" "));
        expect(new Set(sets).size).toBe(sets.length);
        expect(tried.every((trial) => trial.lifted.length > 0 && trial.lifted.every((constraint) => present.includes(constraint)))).toBe(true);
        expect(batches.every((batch) => batch.length > 0)).toBe(true);
      }),
    );
  });
});
