import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, html } from "./markup.ts";

describe("html", () => {
  it("takes markup as it is and everything else as text", () => {
    const name = '<b title="x">&amp;</b>';
    expect(html`<p title="${name}">${[html`<i>${name}</i>`, 3, undefined]}</p>`.toString()).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&amp;amp;&lt;/b&gt;"><i>&lt;b title=&quot;x&quot;&gt;&amp;amp;&lt;/b&gt;</i>3</p>',
    );
  });

  it("leaves no character with which a text could end its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        for (const made of [html`${text}`, block(text)]) {
          expect(made.toString()).not.toMatch(/[<>"']/);
          expect(made.toString().replaceAll(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
        }
      }),
    );
  });

  it("bounds a text in a line, and says how much is left out", () => {
    expect(html`${"x".repeat(5000)}`.toString()).toBe(`${"x".repeat(600)}… (4400 more characters)`);
  });

  it("masks secrets before it cuts, so that no half of one is left", () => {
    const token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    expect(html`${`${"x ".repeat(290)}${token}`}`.toString()).not.toContain("ghp_");
    expect(block(`one\nPASSWORD=hunter22\n`, (text) => text.slice(0, 20)).toString()).not.toContain("hunter");
  });
});
