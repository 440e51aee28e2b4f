import { measuredOf } from "../../../prove/measured/measured.ts";
import { gapsOf, rowsOf } from "../../../prove/measured/rows.ts";
import type { Proof } from "../../../prove/proof.ts";
import { withShortNames } from "./candidate.ts";
import { contents } from "./contents/section.ts";
import { html, styleSheet, type Markup } from "./markup.ts";
import { bars } from "./sections/bars.ts";
import { causes, repairs } from "./sections/causes.ts";
import { checks } from "./sections/checks.ts";
import { comparison } from "./sections/comparison.ts";
import { dockerfiles } from "./sections/dockerfiles.ts";
import { logs } from "./sections/logs.ts";
import { predictions } from "./sections/predictions.ts";
import { questions } from "./sections/questions.ts";
import { results } from "./sections/results.ts";
import { running } from "./sections/running.ts";
import { resultWord, verdict } from "./sections/verdict.ts";
import { STYLE, STYLE_SHA256 } from "./style/index.ts";

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup | undefined;
}

/** Nothing is loaded and nothing runs: the page is its own style sheet and its text. */
const POLICY = html`default-src 'none'; style-src 'sha256-${STYLE_SHA256}'; img-src data:; base-uri 'none'; form-action 'none'`;

/**
 * A proof as one HTML file that needs nothing else: no script, no network. It is bounded whatever the proof holds, and holds text from
 * outside as text only.
 */
export function proofHtml(whole: Proof): string {
  const proof = withShortNames(whole);
  const sections = sectionsOf(proof).filter(({ body }) => body !== undefined);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${proof.tool.name} ${proof.tool.version}">
<title>${resultWord(proof.verdict.result)}: ${proof.name}, original and hardened compared</title>
<link rel="icon" href="data:,">
<style>${styleSheet(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
${PATTERNS}${verdict(proof)}<div class="columns"><nav aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main id="main" tabindex="-1">
${sections.map(({ id, title, body }) => html`<section aria-labelledby="${id}" class="section"><h2 id="${id}">${title}</h2>
${body}</section>
`)}</main></div>
<footer><p>Made by ${proof.tool.name} ${proof.tool.version} from one run on one machine: both images built, both containers started and asked the same questions. ${proof.engine.name} was taken because ${proof.engine.chosen}.</p></footer>
</body>
</html>
`.toString();
}

function sectionsOf(proof: Proof): readonly Section[] {
  const measured = measuredOf(proof);
  const rows = rowsOf(measured);
  const names = measured.columns.map((column) => column.name);
  return [
    { id: "results", title: "Results", body: results(proof, rows) },
    { id: "causes", title: "What went wrong", body: causes(proof) },
    { id: "repairs", title: "Repairs on the way", body: repairs(proof) },
    { id: "before-and-after", title: "Before and after", body: bars(rows, names) },
    { id: "contents", title: "What is in the images", body: contents(proof) },
    { id: "comparison", title: "Comparison", body: comparison(rows, gapsOf(measured), names) },
    { id: "questions", title: "Questions and answers", body: questions(proof) },
    { id: "checks", title: "Checks and gates", body: checks(proof) },
    { id: "predictions", title: "Predicted and shown", body: predictions(proof) },
    { id: "dockerfiles", title: "Dockerfiles", body: dockerfiles(proof) },
    { id: "running", title: "Build and run", body: running(proof) },
    { id: "logs", title: "Logs", body: logs(proof) },
  ];
}

/** What the treemaps are filled with; once for the page, since a pattern in a hidden picture would not be drawn. */
const PATTERNS = html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="gone" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="7" height="7"/><rect class="ink" width="1.5" height="7"/></pattern>
<pattern id="new" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="ground" width="7" height="7"/><circle class="ink" cx="2" cy="2" r="1.1"/><circle class="ink" cx="5.5" cy="5.5" r="1.1"/></pattern>
</defs></svg>
`;
