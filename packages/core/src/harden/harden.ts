import { joinInsertions } from "../source/edit.ts";
import { type Evidence, valueOf } from "../source/fact.ts";
import { adjust, adjustmentFaults } from "./adjust/adjust.ts";
import type { Application } from "./application.ts";
import { BASES } from "./bases/index.ts";
import { buildTarget } from "./build-target.ts";
import { fixDecisions } from "./fixes.ts";
import { chooseIdentity } from "./identity.ts";
import { nearest } from "../source/nearest.ts";
import type { Decision, HardenInput, Identity, Plan, Variant } from "./plan.ts";
import { PROFILES } from "./profiles/index.ts";
import { refusals } from "./refuse.ts";
import { moveSecrets, type MovedSecret } from "./secrets.ts";
import { ownStart } from "./own-start.ts";
import { runProfile } from "./run-profile.ts";
import { hardenInPlace } from "./in-place.ts";
import { moveOntoBase } from "./move.ts";
import { applicationOutOfRoot } from "./stage/closed-folder.ts";

/** Nothing is written: what stands in the way, each with its evidence. */
export interface Refusal {
  readonly sourcePath: string;
  readonly refusals: readonly Decision[];
}

/**
 * Decide how a project's Dockerfile is hardened. Pure: the same input gives the same plan. A plan without variants says in
 * `refused` why no base fits.
 */
export function planHardening(input: HardenInput): Plan | Refusal {
  const sourcePath = input.subject.source.path;
  const refused = [...refusals(input), ...adjustmentFaults(input)];
  if (refused.length > 0) return { sourcePath, refusals: refused };
  const profile = PROFILES.find((candidate) => valueOf(candidate.recognises(input)) === true) ?? PROFILES[PROFILES.length - 1];
  if (profile === undefined) throw new Error("there is no profile");
  const { application, decisions: stated } = adjust(input, profile.collect(input));
  const everything = application.obstacles.filter((obstacle) => obstacle.rulesOut === "everything");
  if (everything.length > 0) return { sourcePath, refusals: everything.map((obstacle) => refuse("obstacle", "Can this be hardened?", obstacle.reason, obstacle.evidence)) };
  const identity = chooseIdentity(input);
  const secrets = moveSecrets(input);
  // A secret is there before the command that needs it, so it is put in front of what hardens that command.
  const decisions = joinInsertions([identity.decision, ...stated, ...secrets.decisions, ...profile.hardenBuild(input, application)]);
  const plan = assemble(input, application, identity.identity, decisions);
  // What moves to another base leaves /root; what stays where it stands does not.
  const placed = plan.variants.some((variant) => variant.reference !== undefined) ? applicationOutOfRoot(plan.application) : plan.application;
  return { ...plan, buildTarget: buildTarget(input), buildSecrets: namesOf(secrets.moved, "build"), profile: runProfile(input, placed, identity.identity, namesOf(secrets.moved, "run")) };
}

function assemble(input: HardenInput, application: Application, identity: Identity, decisions: readonly Decision[]): Omit<Plan, "profile" | "buildSecrets" | "buildTarget"> {
  const variants: Variant[] = [];
  const refused: { base: string; decision: Decision }[] = [];
  const wanted = input.options.base;
  for (const base of BASES) {
    if (wanted !== undefined && wanted !== base.name) continue;
    const choice = base.choose(input, application);
    if ("answer" in choice) {
      refused.push({ base: base.name, decision: choice });
      continue;
    }
    const moved = moveOntoBase({ input, application, identity, base, choice, decisions });
    if ("answer" in moved) refused.push({ base: base.name, decision: moved });
    else variants.push(moved);
  }
  // On another base the program starts by itself; where it stands, its own entrypoint decides as whom.
  const kept = variants.length === 0 ? withOwnStart(input, application) : application;
  if (wanted === "hardened" || (wanted === undefined && variants.length === 0)) {
    const fixes = fixDecisions(input);
    const inPlace = hardenInPlace({ input, application: kept, identity, decisions: [...decisions, ...fixes] });
    if ("answer" in inPlace) refused.push({ base: "hardened", decision: inPlace });
    else variants.push(inPlace);
  }
  if (wanted !== undefined && wanted !== "hardened" && !BASES.some((base) => base.name === wanted)) refused.push({ base: wanted, decision: unknownBase(wanted) });
  return { sourcePath: input.subject.source.path, original: input.subject.posture, application: kept, identity, decisions, variants, refused };
}

/** The application as it runs on its own base: its entrypoint may need root, and nothing in the image moves its ports. */
function withOwnStart(input: HardenInput, application: Application): Application {
  const obstacle = ownStart(input);
  const ports = application.ports.map((port) => ({ ...port, fixed: true }));
  return { ...application, ports, obstacles: [...application.obstacles, ...(obstacle === undefined ? [] : [obstacle])] };
}

function namesOf(secrets: readonly MovedSecret[], when: MovedSecret["when"]): readonly string[] {
  return [...new Set(secrets.filter((secret) => secret.when === when).map((secret) => secret.name))];
}

function unknownBase(name: string): Decision {
  const names = baseNames();
  const near = nearest(name, names);
  return refuse("base", "Which base?", `there is no base "${name}"${near === undefined ? `; there are ${names.join(", ")}` : `; did you mean "${near}"?`}`, []);
}

/** What `--base` takes: the bases, and `hardened` for the original base, hardened where it stands. */
export function baseNames(): readonly string[] {
  return [...BASES.map((base) => base.name), "hardened"];
}

function refuse(id: string, question: string, outcome: string, evidence: readonly Evidence[]): Decision {
  return { id, question, answer: "refuse", outcome, evidence, edits: [] };
}
