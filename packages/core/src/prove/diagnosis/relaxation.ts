import type { LiftedTrial } from "../cause.ts";
import type { Constraint } from "../constraint.ts";

type Lifted = readonly Constraint[];

/**
 * Which trials to run next to learn which constraints stop a container that works without them: a batch whose trials may run side by
 * side; undefined when nothing more can be learnt. First everything lifted, or, since some programs refuse to run as root, everything but
 * the user; where that is of no use, the image is what differs, and no constraint is tried alone. Then each of them alone; when only
 * several together are enough, a minimal set of them, by at most twelve further trials. `constraints` are those that the settings
 * have, the likeliest first; `tried` are all trials until now. No trial is asked for twice.
 */
export function nextLift(constraints: Lifted, tried: readonly LiftedTrial[]): readonly Lifted[] | undefined {
  const known = new Outcomes(tried);
  const works = (set: Lifted): boolean => known.works(set) === true;
  const others = constraints.filter((constraint) => constraint !== "user");
  const whole = known.works(constraints) === false ? others : constraints;
  if (!works(whole)) return known.missing([whole]);
  const singles = constraints.map((constraint) => [constraint]);
  return known.missing(singles) ?? (singles.some(works) ? undefined : narrow(whole, known));
}

/** Among many, the likeliest two or three are mostly it; else all that can be put back is put back, one after the other. */
function narrow(working: Lifted, known: Outcomes): readonly Lifted[] | undefined {
  const likely = working.length > 4 ? [working.slice(0, 2), working.slice(0, 3)] : [];
  return known.missing(likely) ?? putBack(likely.find((set) => known.works(set) === true) ?? working, known);
}

/** From the least likely on, each constraint is put back; it stays back when the container works all the same. */
function putBack(working: Lifted, known: Outcomes): readonly Lifted[] | undefined {
  let set = working;
  for (const constraint of working.toReversed()) {
    const smaller = set.filter((other) => other !== constraint);
    // One alone was tried at the beginning, and was not enough.
    if (smaller.length < 2) return undefined;
    const works = known.works(smaller);
    if (works === undefined) return [smaller];
    if (works) set = smaller;
  }
  return undefined;
}

/**
 * The smallest sets of constraints without which it works, the smallest first; several are alternatives. Empty while none is known,
 * and when it never works: then it is not a constraint that stops it.
 */
export function matters(tried: readonly LiftedTrial[]): readonly Lifted[] {
  const working = unique(tried.filter((trial) => trial.works && trial.lifted.length > 0).map((trial) => trial.lifted));
  const minimal = working.filter((set) => !working.some((other) => other.length < set.length && other.every((constraint) => set.includes(constraint))));
  return minimal.toSorted((a, b) => a.length - b.length);
}

function unique(sets: readonly Lifted[]): readonly Lifted[] {
  return [...new Map(sets.map((set) => [keyOf(set), set])).values()];
}

class Outcomes {
  readonly #outcomes: ReadonlyMap<string, boolean>;

  constructor(tried: readonly LiftedTrial[]) {
    this.#outcomes = new Map(tried.map((trial) => [keyOf(trial.lifted), trial.works]));
  }

  /** Undefined when it was not tried. */
  works(set: Lifted): boolean | undefined {
    return this.#outcomes.get(keyOf(set));
  }

  /** Those that were not tried; undefined when all were. */
  missing(sets: readonly Lifted[]): readonly Lifted[] | undefined {
    const missing = unique(sets.filter((set) => set.length > 0 && this.works(set) === undefined));
    return missing.length === 0 ? undefined : missing;
  }
}

function keyOf(set: Lifted): string {
  return set.toSorted().join(" ");
}
