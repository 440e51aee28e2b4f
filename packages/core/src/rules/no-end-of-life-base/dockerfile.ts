import { familiarName } from "../../dockerfile/reference.ts";
import { findImage } from "../../knowledge/find-image.ts";
import type { SupportPeriod } from "../../knowledge/image.ts";
import { LATEST } from "../../knowledge/latest.ts";
import { SUPPORT_SOURCE } from "../../knowledge/support-periods.ts";
import { supportPeriodsOfImage } from "../../knowledge/support.ts";
import type { CalendarDate } from "../../source/date.ts";
import { daysBetween } from "../../source/date.ts";
import type { DockerfileSubject, Problem, Severity } from "../rule.ts";
import { severityOf } from "../severity.ts";

const SOON = 90;

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    if (stage.base.kind !== "image" || !stage.reachable) continue;
    const image = findImage(stage.base.reference);
    if (image === undefined) continue;
    const periods = supportPeriodsOfImage(image).toSorted((a, b) => (a.ends < b.ends ? -1 : 1));
    const first = periods[0];
    const state = first === undefined ? undefined : stateOf(first, subject.today, subject.isRuntime(stage));
    if (first === undefined || state === undefined) continue;
    yield {
      range: stage.base.range,
      message: `${familiarName(stage.base.reference)}${stage.base.reference.tag === undefined ? "" : `:${stage.base.reference.tag}`} is ${nameOf(first)}, ${state.what}: vulnerabilities that become known after that stay open in the image.`,
      evidence: periods.filter((period) => stateOf(period, subject.today, true) !== undefined).map(evidenceOf),
      severity: state.severity,
      fix: { kind: "suggested", description: `Move to a release that is supported${newest(first.product)}`, edits: [] },
    };
  }
}

/** By the policy: past its end everyone who pulls the image has the open vulnerabilities; before it, under volunteers' care, or in a builder less so. */
function stateOf(period: SupportPeriod, today: CalendarDate, runs: boolean): { readonly what: string; readonly severity: Severity } | undefined {
  const likelihood = runs ? 2 : 1;
  const days = daysBetween(today, period.ends);
  if (days >= SOON) return undefined;
  if (days >= 0) return { what: `whose support ends on ${period.ends}, in ${days} days`, severity: severityOf({ gain: 2, likelihood: 1, spread: runs ? 2 : 1 }) };
  if (period.extendedEnds !== undefined && daysBetween(today, period.extendedEnds) >= 0) {
    return {
      what: `whose regular support ended on ${period.ends} (volunteers keep fixing a part of it until ${period.extendedEnds})`,
      severity: severityOf({ gain: 2, likelihood: 1, spread: runs ? 2 : 1 }),
    };
  }
  const end = period.extendedEnds ?? period.ends;
  return { what: `whose support ended on ${end}`, severity: severityOf({ gain: 2, likelihood, spread: 2 }) };
}

function nameOf(period: SupportPeriod): string {
  return `${period.product} ${period.release}`;
}

function newest(product: string): string {
  const latest = Object.entries(LATEST).find(([name]) => name === product)?.[1];
  return latest === undefined ? "" : `: ${product} ${latest} is current`;
}

function evidenceOf(period: SupportPeriod): { readonly observation: string } {
  const extended = period.extendedEnds === undefined ? "" : `, long-term support ends ${period.extendedEnds}`;
  return { observation: `${nameOf(period)}: support ends ${period.ends}${extended} (${SUPPORT_SOURCE.source}, read ${SUPPORT_SOURCE.asOf})` };
}
