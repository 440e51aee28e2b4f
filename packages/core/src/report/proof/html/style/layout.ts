/** The page: its columns, headings and text. */
export const LAYOUT = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 400 .9375rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
code, pre, .diff, .treemap text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: .92em; overflow-wrap: anywhere; unicode-bidi: isolate; }
pre { margin: 0; font-size: .8125rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; unicode-bidi: plaintext; }
h1, h2, h3, h4 { margin: 0; line-height: 1.25; font-weight: 650; overflow-wrap: anywhere; text-wrap: balance; }
h1 { font-size: clamp(1.375rem, 1rem + 2.4vw, 1.875rem); letter-spacing: -.015em; }
h2 { font-size: 1.25rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; }
h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); }
p, ul, ol, dl, figure { margin: 0; }
ul, ol { padding: 0; list-style-position: inside; }
dd { margin: 0; }
a { color: var(--link); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
ins, del { text-decoration: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.patterns { position: absolute; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 4px; z-index: 1; }
.skip:focus { top: 1rem; }

.top, .columns, footer { max-width: 84rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2.5rem); }
.top { padding-block: 2.25rem 1.75rem; }
.kind { color: var(--soft); font-size: .8125rem; margin-bottom: .25rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
main { min-width: 0; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
nav a { display: inline-block; padding-block: .25rem; color: var(--soft); text-decoration: none; font-size: .875rem; }
nav a:hover { color: var(--ink); text-decoration: underline; }
.section { padding-block: 0 2.75rem; }
.section > h2 { padding-top: 1rem; margin-bottom: 1rem; border-top: 1px solid var(--line); }
.section > h3 { margin-block: 1.5rem .75rem; }
.section > p { max-width: 46rem; margin-bottom: .75rem; color: var(--soft); }
footer { padding-block: 1.25rem 2.5rem; color: var(--soft); font-size: .8125rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1.25rem; max-width: none; }

@media (min-width: 76rem) {
  .columns { grid-template-columns: 9.5rem minmax(0, 1fr); gap: 2.5rem; }
  nav > ul { position: sticky; top: 1rem; flex-direction: column; gap: 0; padding-top: 1rem; border-top: 1px solid var(--line); }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }

@media print {
  body { font-size: 10pt; }
  nav, .skip { display: none; }
  .columns { display: block; }
  .card, .measure, .cause, .question, figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  ::details-content { content-visibility: visible; block-size: auto; }
  svg, .verdict, mark, .diff td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
