import type { Candidate, Proof } from "../../../../prove/proof.ts";
import { block, html, type Content, type Markup } from "../markup.ts";
import { clipStart } from "../text.ts";

const MOST = 4_000;

/** Why there was nothing to compare with: what the original's builder, engine or container said last; undefined when it ran. */
export function originalFailure({ original, verdict }: Proof): Markup | undefined {
  if (verdict.result !== "undecided") return undefined;
  const failure = failureOf(original);
  return failure && html`<article class="cause"><h3>${failure.title}</h3>${failure.words.filter((text) => text.trim() !== "").map((text) => html`<pre class="log" tabindex="0">
${block(text, (whole) => clipStart(whole, MOST).text)}</pre>
`)}</article>
`;
}

function failureOf({ build, trial }: Candidate): { readonly title: Content; readonly words: readonly string[] } | undefined {
  if (build.outcome === "failed") return { title: "The original does not build", words: [build.error, build.log] };
  if (build.outcome === "timed-out") return { title: `The build of the original was stopped after ${Math.round(build.seconds)} s`, words: [build.error, build.log] };
  if (trial?.start.outcome === "refused") return { title: "The engine does not start the original", words: [trial.start.error] };
  if (trial?.start.outcome === "exited") return { title: `The original ends by itself${trial.start.exitCode === undefined ? "" : ` with exit code ${trial.start.exitCode}`}`, words: [trial.log] };
  return undefined;
}
