/** Bars and treemaps. */
export const PICTURES = `
.measures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .75rem 1.75rem; padding: 1rem 1.1rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.measure { min-width: 0; padding-block: .25rem; }
.measure figcaption { font-weight: 600; font-size: .875rem; margin-bottom: .25rem; }
.bar-row { position: relative; display: flex; justify-content: space-between; gap: 1rem; padding-bottom: 14px; font-size: .8125rem; }
.bar-row dt { color: var(--soft); min-width: 4rem; overflow-wrap: anywhere; }
.bar-row dd { text-align: right; font-variant-numeric: tabular-nums; flex: 0 0 auto; max-width: 70%; overflow-wrap: anywhere; }
.number { font-weight: 600; }
.bar-row .since { color: var(--soft); }
.bar { position: absolute; left: 0; bottom: 4px; display: block; }
.bar .rail { fill: var(--rail); }
.bar.before .length, .bar.before .zero { fill: var(--before); }
.bar.after .length, .bar.after .zero { fill: var(--after); }

.contents { margin-bottom: 2rem; }
.contents figcaption { margin-bottom: .75rem; }
.contents > details { margin-top: .9rem; }
.key { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; list-style: none; font-size: .875rem; margin-bottom: 1.25rem; }
.key li { display: flex; align-items: center; gap: .5rem; }
.swatch { outline: 1px solid var(--edge); }
.treemap { display: block; width: 100%; height: auto; overflow: visible; }
.treemap.narrow { max-width: 30rem; }
@media (min-width: 48rem) { .treemap.narrow { display: none; } }
@media screen and (max-width: 47.99rem) { .treemap.wide { display: none; } }
@media print { .treemap.narrow { display: none; } }
rect.gone { fill: url(#gone); } rect.new { fill: url(#new); } rect.both { fill: var(--both); }
#gone .ground { fill: var(--gone); } #gone .ink { fill: var(--gone-ink); }
#new .ground { fill: var(--new); } #new .ink { fill: var(--new-ink); }
.tile > rect { stroke: var(--tile-line); stroke-width: 1; }
.tile > rect.both { stroke: none; }
.treemap text { font-size: 11px; fill: var(--tile-ink); }
.tile text { paint-order: stroke; stroke: var(--gone); stroke-width: 3px; stroke-linejoin: round; stroke-opacity: .75; }
.after .tile text, .tile rect.both ~ svg text { stroke: none; }
.tile .size { fill: var(--tile-ink); opacity: .85; }
.treemap .caption { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 13px; fill: var(--soft); }
.treemap .caption .name { font-weight: 600; fill: var(--ink); }
.group { fill: none; stroke: var(--tile-line); stroke-width: 3; }
.frame { fill: none; stroke: var(--group-line); stroke-width: 1; }
.tile:hover > rect { stroke: var(--ink); stroke-width: 1.5; }
`;
