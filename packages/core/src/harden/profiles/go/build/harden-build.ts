import { flagOf } from "../../../../shell/index.ts";
import { type Fact, unknown } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import type { GoSurvey } from "../survey.ts";
import { cacheDecision } from "./cache-decision.ts";
import { cgoDecision } from "./cgo-decision.ts";
import { flagsDecision } from "./flags-decision.ts";
import { sourceNeedsCgo } from "../module/cgo.ts";
import { indirectDecisions } from "../recipe/indirect-decisions.ts";

/** Decisions about the build commands, each with its edits. */
export function hardenGoBuild(input: HardenInput, survey: GoSurvey): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const surveyed of survey.builds) {
    decisions.push(cgoDecision(input, surveyed), flagsDecision(input, surveyed.build));
    const obsolete = obsoleteDecision(input, surveyed);
    if (obsolete !== undefined) decisions.push(obsolete);
  }
  const stages = new Map(survey.builds.map(({ build }) => [build.stage, build]));
  for (const build of stages.values()) {
    const cache = cacheDecision(input, survey, build);
    if (cache !== undefined) decisions.push(cache);
  }
  if (survey.indirect.length > 0) decisions.push(...indirectDecisions(input, survey.indirect, indirectNeed(input, survey)));
  else if (survey.builds.length === 0) decisions.push(unseenDecision(input, survey));
  return withoutRepeats(decisions);
}

/** Whether a program that make or a script builds needs cgo, by its source. */
export function indirectNeed(input: HardenInput, { view }: GoSurvey): Fact<boolean> {
  return view === undefined ? unknown("the source of the program is not in the build context, or which of several it is built from is not known") : sourceNeedsCgo(view.program, input.context, new Set());
}

/** Several builds of one RUN ask for the same mounts once. */
function withoutRepeats(decisions: readonly Decision[]): readonly Decision[] {
  const seen = new Set<string>();
  return decisions.map((decision) => ({
    ...decision,
    edits: decision.edits.filter((edit) => {
      const key = `${edit.range.start}-${edit.range.end}:${edit.text}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    }),
  }));
}

/** Advice of Go before 1.10 that many pages repeat. Source: Go 1.10 release notes, "Build". */
function obsoleteDecision(input: HardenInput, { build }: GoSurvey["builds"][number]): Decision | undefined {
  const found = [flagOf(build.go, "-installsuffix"), flagOf(build.go, "-a")].filter((flag) => flag !== undefined);
  if (found.length === 0) return undefined;
  return {
    id: "obsolete-flags",
    question: "Are there flags that no longer do anything useful?",
    answer: "warn",
    outcome:
      `${found.map((flag) => flag.name).join(" and ")}: needed before Go 1.10 to keep two kinds of packages apart; the build cache does that now, ` +
      "and -a only makes it compile everything anew. Left as it stands; take it out to build faster",
    evidence: found.map((flag) => evidenceAt(input, flag.word.range, `builds with ${flag.word.text}`)),
    edits: [],
  };
}

/** The program is built by something that is not seen: an image that is copied from, a base. */
function unseenDecision(input: HardenInput, survey: GoSurvey): Decision {
  const place = survey.start.origin?.instruction;
  return {
    id: "build-flags",
    question: "Is the program built static, without paths and debug information?",
    answer: "warn",
    outcome: "not seen: the Dockerfile itself has no go build. Add CGO_ENABLED=0, -trimpath and -ldflags='-s -w' to the command that builds it, where nothing needs cgo",
    evidence: place === undefined ? [{ observation: "no go build and no go install in the Dockerfile" }] : [evidenceAt(input, place.range, "copies the built program in")],
    edits: [],
  };
}
