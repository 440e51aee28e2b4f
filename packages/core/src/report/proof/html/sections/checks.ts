import type { Check, Proof } from "../../../../prove/proof.ts";
import { CHECKS } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { row, status, table } from "../parts.ts";

/** Requirements and gates, a column for each variant. */
export function checks({ variants }: Proof): Markup | undefined {
  const ids = [...new Set(variants.flatMap((variant) => variant.checks.map((check) => check.id)))];
  if (ids.length === 0) return undefined;
  const rows = ids.map((id) => {
    const found = variants.map((variant) => variant.checks.find((check) => check.id === id));
    return row(html`${CHECKS[id]}${found.some((check) => check?.required === true) ? undefined : html` <span class="aside">not required</span>`}`, found.map(answer));
  });
  return html`${table("Checks and gates", ["Check", ...variants.map((variant) => variant.name)], rows, "checks")}<p class="legend">A required check that is not met fails the proof; the others are told only.</p>
`;
}

function answer(check: Check | undefined): Markup {
  if (check === undefined) return status("none", "not looked at");
  const kind = check.met ? "pass" : check.required ? "fail" : "open";
  return status(kind, html`${check.met ? "met" : "not met"}<span class="detail">: ${check.detail}</span>`);
}
