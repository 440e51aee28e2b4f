import { html, type Content, type Markup } from "./markup.ts";

/** Pieces that several sections are made of. */

export type Status = "pass" | "fail" | "open" | "none";

const SHAPE: Readonly<Record<Status, string>> = {
  pass: "M3.5 8.5l3 3 6-7",
  fail: "M4 4l8 8M12 4l-8 8",
  open: "M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.6M8 12.6v.1",
  none: "M4 8h8",
};

/** A sign with its words: what it says never hangs on its colour. */
export function status(kind: Status, words: Content): Markup {
  return html`<span class="status ${kind}">${sign(kind)}<span>${words}</span></span>`;
}

export function sign(kind: Status): Markup {
  return html`<svg class="sign ${kind}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d="${SHAPE[kind]}"/></svg>`;
}

export function code(text: string): Markup {
  return html`<code>${text}</code>`;
}

/** The first so many of a list, and how many more there are. */
export function bounded<T>(items: readonly T[], most: number, show: (item: T, index: number) => Markup, more: (left: number) => Markup): readonly Markup[] {
  const left = items.length - most;
  return left > 0 ? [...items.slice(0, most).map(show), more(left)] : items.map(show);
}

/** A table that scrolls by itself where the page is narrower than it is. */
export function table(name: string, head: readonly Content[], rows: readonly Content[], kind = ""): Markup {
  return html`<div class="scroll" role="region" aria-label="Table: ${name}" tabindex="0"><table class="${kind}"><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div>
`;
}

/** A row of such a table, its first cell being what it is about. */
export function row(head: Content, cells: readonly Content[], kind = ""): Markup {
  return html`<tr class="${kind}"><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
}

/** Something that is read on demand; works without scripts. */
export function folded(summary: Content, content: Content, open = false): Markup {
  return html`<details${open ? html` open` : undefined}><summary>${summary}</summary><div class="folded">${content}</div></details>
`;
}
