import { familiarName } from "../../dockerfile/reference.ts";
import { findImage } from "../../knowledge/find-image.ts";
import type { SupportPeriod } from "../../knowledge/image.ts";
import { LATEST } from "../../knowledge/latest.ts";
import { SUPPORT_SOURCE } from "../../knowledge/support-periods.ts";
import { supportPeriodsOfImage } from "../../knowledge/support.ts";
import type { CalendarDate } from "../../source/date.ts";
import { daysBetween } from "../../source/date.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem, Severity } from "../rule.ts";
import { SEVERITIES, severityOf } from "../severity.ts";

const SOON = 90;

/** Superseded every few weeks by the next release, which is no sign of an old one being open to attack. */
const ROLLING = new Set(["rust"]);

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    if (stage.base.kind !== "image" || !stage.reachable) continue;
    const { reference, range } = stage.base;
    const image = findImage(reference);
    const periods = image === undefined ? [] : supportPeriodsOfImage(image).filter(({ product }) => !ROLLING.has(product));
    const states = periods.flatMap((period) => stateOf(period, subject.today, subject.isRuntime(stage)) ?? []);
    const [worst] = states.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
    if (worst === undefined) continue;
    yield {
      range,
      message: `${familiarName(reference)}${reference.tag === undefined ? "" : `:${reference.tag}`} is ${nameOf(worst.period)}, ${worst.what}: vulnerabilities that become known after that stay open in the image.`,
      evidence: states.map(({ period }) => evidenceOf(period)),
      severity: worst.severity,
      fix: { kind: "suggested", description: `Move to a release that is supported${newest(worst.period.product)}`, edits: [] },
    };
  }
}

interface State {
  readonly period: SupportPeriod;
  readonly what: string;
  readonly severity: Severity;
}

/** By the policy: past its end everyone who pulls the image has the open vulnerabilities; before it, under long-term care, or in a builder less so. */
function stateOf(period: SupportPeriod, today: CalendarDate, runs: boolean): State | undefined {
  const days = daysBetween(today, period.ends);
  if (days >= SOON) return undefined;
  const milder = severityOf({ gain: 2, likelihood: 1, spread: runs ? 2 : 1 });
  if (days >= 0) return { period, what: `whose support ends on ${period.ends}, in ${days} days`, severity: milder };
  if (period.extendedEnds !== undefined && daysBetween(today, period.extendedEnds) >= 0) {
    return { period, what: `whose regular support ended on ${period.ends} (long-term support covers a part of it until ${period.extendedEnds})`, severity: milder };
  }
  return { period, what: `whose support ended on ${period.extendedEnds ?? period.ends}`, severity: severityOf({ gain: 2, likelihood: runs ? 2 : 1, spread: 2 }) };
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
