import type { Candidate, Proof } from "../../../../prove/proof.ts";
import { candidates } from "../candidate.ts";
import { block, html, type Markup } from "../markup.ts";
import { folded } from "../parts.ts";
import { clipStart } from "../text.ts";

/** UTF-16 units of one log, its end. */
const MOST = 24_000;

/** What builders and containers said; undefined where nobody said anything. */
export function logs(proof: Proof): Markup | undefined {
  const shown = candidates(proof).flatMap(({ name, build, trial }) => [
    ...log(`${name}: the builder's error`, build.error, true),
    ...log(`${name}: the end of the build`, build.log, true),
    ...log(`${name}: the engine's error at start`, trial?.start.error, true),
    ...log(`${name}: output of the container`, trial?.log, ended(trial)),
  ]);
  return shown.length === 0 ? undefined : html`${shown}`;
}

/** What a container said before it ended by itself is what the reader looks for. */
function ended(trial: Candidate["trial"]): boolean {
  return trial !== undefined && trial.start.outcome !== "running";
}

function log(title: string, text: string | undefined, open: boolean): readonly Markup[] {
  if (text === undefined || text.trim() === "") return [];
  const left = clipStart(text, MOST).left;
  return [folded(title, html`${left === 0 ? undefined : html`<p class="cut">The first ${left} characters are not shown.</p>`}<pre class="log" tabindex="0">
${block(text, (whole) => clipStart(whole, MOST).text)}</pre>`, open)];
}
