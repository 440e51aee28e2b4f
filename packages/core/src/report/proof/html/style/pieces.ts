/** What the sections are made of: verdict, cards, tables, folded parts, answers, differences. */
export const PIECES = `
.sign { flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.status { display: inline-flex; align-items: flex-start; gap: .4rem; }
.status .sign { margin-top: .24em; }
.sign.pass, .strong.pass { color: var(--pass); } .sign.fail, .strong.fail { color: var(--fail); }
.sign.open, .strong.open { color: var(--open); } .sign.none { color: var(--soft); }
.unknown, .aside, .was, .cut, .legend, .origin, .volatile, .detail { color: var(--soft); }
.aside { font-weight: 400; font-size: .8125rem; }
.tally { list-style: none; }

.verdict { display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: baseline; gap: .25rem 1.25rem; margin-block: 1rem 1.25rem; padding: .9rem 1.1rem; border: 1px solid; border-left-width: 5px; border-radius: 4px; }
.verdict.passed { border-color: var(--pass); background: var(--pass-ground); }
.verdict.failed { border-color: var(--fail); background: var(--fail-ground); }
.verdict.undecided { border-color: var(--open); background: var(--open-ground); }
.result { font-size: 1.125rem; font-weight: 650; }
.result .sign { width: 1.15em; height: 1.15em; margin-right: .45em; vertical-align: -.2em; stroke-width: 2.4; }
.passed > .result { color: var(--pass); } .failed > .result { color: var(--fail); } .undecided > .result { color: var(--open); }
.reason { font-size: 1.0625rem; overflow-wrap: anywhere; }
.note { grid-column: 1 / -1; }
.run { display: flex; flex-wrap: wrap; gap: .5rem 2rem; font-size: .875rem; }
.run dt, .figures dt, .about dt { color: var(--soft); font-size: .8125rem; }
.run dd { overflow-wrap: anywhere; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); align-items: start; gap: 1rem; }
.card, .question, .cause, .repairs > li, details { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.card, .cause, .question { min-width: 0; }
.card { padding: 1rem 1.1rem 1.1rem; display: flex; flex-direction: column; gap: .5rem; }
.card.absent { border-style: dashed; border-color: var(--edge); background: none; }
.card h3 { font-size: 1.0625rem; }
.strong { font-weight: 600; }
.why { overflow-wrap: anywhere; }
.card { container-type: inline-size; }
.figures { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem 1rem; margin-block: .5rem; padding-block: .75rem; border-block: 1px solid var(--line); }
.figures .now { display: block; font-size: 1.25rem; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
@container (min-width: 27rem) { .figures { grid-template-columns: repeat(4, auto); } }
.figures .missing { display: block; color: var(--soft); }
.was, .since { font-size: .8125rem; }
.since { color: var(--ink); white-space: nowrap; }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); margin-bottom: .75rem; }
.scroll table { border-collapse: collapse; width: 100%; font-size: .875rem; }
.scroll th, .scroll td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 7.5rem; max-width: 26rem; }
.scroll tbody tr:last-child > * { border-bottom: 0; }
.scroll thead th { font-weight: 600; background: var(--sunken); }
.scroll tbody th { font-weight: 500; position: sticky; left: 0; background: var(--surface); }
.scroll td:nth-child(n+2) { font-variant-numeric: tabular-nums; }
.mark { font-size: .75em; }
.mark.better { color: var(--pass); } .mark.worse { color: var(--fail); }
.legend, .gaps { font-size: .8125rem; color: var(--soft); }
.gaps { margin-top: .5rem; list-style: none; }
.paths { list-style: none; }

details { margin-bottom: .75rem; }
summary { padding: .6rem .9rem; cursor: pointer; overflow-wrap: anywhere; }
summary:hover { color: var(--link); }
.folded { padding: 0 .9rem .9rem; min-width: 0; }
.folded > h3 { margin-block: .75rem .4rem; font-size: .875rem; }
.folded > .scroll:last-child { margin-bottom: 0; }
.command, .log, .body { background: var(--sunken); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .75rem; max-height: 26rem; overflow-y: auto; }

.cause, .question { padding: 1rem 1.1rem; margin-bottom: .75rem; }
.cause { border-left: 4px solid var(--fail); }
.cause pre { margin-top: .6rem; }
.repairs { list-style-position: outside; padding-left: 1.5rem; }
.repairs > li { padding: 1rem 1.1rem; margin-bottom: .75rem; }
.about { display: grid; gap: .4rem; margin-top: .6rem; font-size: .875rem; }
.about > div { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 1rem; }
.about ul { list-style: none; }

.question { padding-block: .8rem; }
.question > * + * { margin-top: .35rem; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1.5rem; }
.question > details { margin: .35rem 0 0; border: 0; background: none; }
.question > details > summary { padding: 0; font-size: .875rem; color: var(--soft); }
.question > details > summary strong { font-weight: 500; color: var(--ink); }
.question > details > .folded { padding: .75rem 0 0; }
.origin, .volatile { font-size: .8125rem; }
.question .tally { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.differences { padding-left: 1.1rem; list-style-position: outside; }
.panes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem; }
.panes + .panes { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.pane { min-width: 0; }
.outcome { font-weight: 600; margin-block: .15rem .4rem; }
.headers { font-size: .8125rem; margin-bottom: .5rem; }
.headers > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .75rem; }
.headers dt { color: var(--soft); overflow-wrap: anywhere; } .headers dd { overflow-wrap: anywhere; }
.cut { font-size: .8125rem; margin-top: .3rem; }
mark { background: var(--mark-ground); color: inherit; border-bottom: 2px solid var(--open); }
pre mark { border: 0; text-decoration: underline; text-decoration-color: var(--open); text-underline-offset: .2em; }

.diff { border-collapse: collapse; width: 100%; font-size: .8125rem; line-height: 1.5; border: 1px solid var(--line); table-layout: fixed; }
.diff td { padding: 0 .5rem; vertical-align: top; }
.diff col.line { width: 3rem; } .diff col.change { width: 1.75rem; }
.diff td.line { text-align: right; color: var(--soft); user-select: none; font-variant-numeric: tabular-nums; padding-inline: .25rem .5rem; }
.diff td.change { text-align: center; padding: 0; }
.diff .text { white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; padding-left: .25rem; }
.diff .added > * { background: var(--plus-ground); } .diff .removed > * { background: var(--minus-ground); }
.diff .added .change { color: var(--pass); font-weight: 700; } .diff .removed .change { color: var(--fail); font-weight: 700; }
.diff .gap td { text-align: center; color: var(--soft); background: var(--sunken); padding-block: .2rem; }
.plus { color: var(--pass); } .minus { color: var(--fail); }

@media (max-width: 40rem) {
  .verdict { grid-template-columns: minmax(0, 1fr); }
  .run { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 1rem; }
  .about > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .headers > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .diff col.line { width: 1.75rem; } .diff col.change { width: 1.1rem; }
  .diff td.line { font-size: .6875rem; padding-inline: 0 .25rem; }
  .diff { font-size: .75rem; }
  .folded { padding-inline: .6rem; }
  .figures .now { font-size: 1.125rem; }
  .scroll th, .scroll td { padding-inline: .6rem; }
  .scroll tbody th { min-width: 6.5rem; }
}
`;
