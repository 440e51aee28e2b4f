import { createServer, type Server } from "node:http";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofHtml } from "../../packages/core/src/report/proof/html/index.ts";
import { crowdedProof } from "./crowded-proof.ts";
import { PAYLOADS, withTexts } from "../../packages/core/src/report/proof/html/testing/hostile.ts";
import { PROOFS } from "../../packages/core/src/testing/proofs/proofs.ts";
import { CHROMIUM, startChromium } from "./chromium.ts";

const AXE = axe.source;

const PAGES: Readonly<Record<string, string>> = Object.fromEntries(Object.entries({ ...PROOFS, crowded: crowdedProof }).map(([name, make]) => [name.replaceAll(" ", "-"), proofHtml(make())]));
const LOOKED_AT = ["both-passed", "different-answers", "failed", "undecided", "crowded"];
const SCREENS = [
  { screen: "a phone", width: 360, height: 800 },
  { screen: "a tablet", width: 820, height: 1100 },
  { screen: "a desktop", width: 1440, height: 900 },
] as const;

interface Plot {
  readonly side: string | null;
  readonly width: number;
  readonly tiles: readonly { readonly bytes: number; readonly area: number }[];
}

/** In the page: every element with the names of its attributes, each kind once. */
const SHAPES = `[...new Set([...document.querySelectorAll("*")].map((element) => element.localName + "[" + element.getAttributeNames().join(" ") + "]"))].sort()`;

/** In the page: each treemap that is shown, with the areas of its tiles as they are laid out. */
const PLOTS = `[...document.querySelectorAll(".contents")].flatMap((figure) => [...figure.querySelectorAll(".treemap")]).filter((map) => map.getBoundingClientRect().width > 0).map((map) => [...map.querySelectorAll(".plot")].map((plot) => ({
  side: plot.getAttribute("class"),
  width: plot.querySelector(".frame").width.baseVal.value,
  tiles: [...plot.querySelectorAll(".tile")].map((tile) => ({ bytes: Number(tile.dataset.bytes), area: tile.querySelector("rect").width.baseVal.value * tile.querySelector("rect").height.baseVal.value })),
})))`;

describe.skipIf(CHROMIUM === undefined)("a proof as a page (skipped where there is no Chromium)", () => {
  let browser: Browser;
  let server: Server;
  let address = "";

  beforeAll(async () => {
    browser = await startChromium();
    server = createServer((request, response) => {
      const page = PAGES[(request.url ?? "").slice(1)];
      response.writeHead(page === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
      response.end(page ?? "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bound = server.address();
    address = bound !== null && typeof bound === "object" ? `http://127.0.0.1:${bound.port}` : "";
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(name: string, options: Parameters<Browser["newContext"]>[0], look: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => problems.push(message.text()));
    page.on("request", (request) => {
      if (request.url() !== `${address}/${name}` && !request.url().startsWith("data:")) problems.push(`asks for ${request.url()}`);
    });
    await page.goto(`${address}/${name}`);
    await look(page);
    expect(problems).toEqual([]);
    await context.close();
  }

  const unfold = (page: Page): Promise<unknown> => page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");

  const cases = LOOKED_AT.flatMap((name) => (["light", "dark"] as const).flatMap((colorScheme) => SCREENS.filter(({ screen }) => name === "crowded" || screen !== "a tablet").map((screen) => ({ name, colorScheme, ...screen }))));
  it.each(cases)("$name, $colorScheme on $screen: nothing to complain of for axe, nothing wider than the screen", async ({ name, colorScheme, width, height }) => {
    await open(name, { colorScheme, viewport: { width, height } }, async (page) => {
      await unfold(page);
      expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
      await page.evaluate(AXE);
      const violations = await page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')))");
      expect(violations).toEqual([]);
    });
  });

  it.each(SCREENS)("draws treemaps on $screen whose areas are bytes, both images on one scale", async ({ width, height }) => {
    await open("both-passed", { viewport: { width, height } }, async (page) => {
      const maps = await page.evaluate<readonly (readonly Plot[])[]>(PLOTS);
      expect(maps).toHaveLength(2);
      for (const plots of maps) {
        const scales = plots.map(({ tiles }) => tiles.reduce((sum, tile) => sum + tile.area, 0) / tiles.reduce((sum, tile) => sum + tile.bytes, 0));
        for (const [index, { tiles }] of plots.entries()) for (const { bytes, area } of tiles) expect(Math.abs(area - bytes * (scales[index] ?? 0))).toBeLessThan(5);
        const [original, variant] = plots;
        expect([original?.side, variant?.side]).toEqual(["plot before", "plot after"]);
        expect((scales[1] ?? 0) / (scales[0] ?? 1)).toBeCloseTo(1, 1);
      }
    });
  });

  it("shows all without scripts, and unfolds without them", async () => {
    await open("different-answers", { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } }, async (page) => {
      expect(await page.getByText("distroless answers GET /whoami on 8080 otherwise than the original.").isVisible()).toBe(true);
      expect(await page.locator(".treemap.wide").isVisible()).toBe(true);
      expect(await page.getByText("unknown userid 65532").first().isVisible()).toBe(true);
      const folded = page.locator("details", { hasText: "The largest paths of original and distroless as a table" });
      expect(await folded.getByRole("table").isVisible()).toBe(false);
      await folded.locator("summary").click();
      expect(await folded.getByRole("table").isVisible()).toBe(true);
    });
  });

  it("can be used by keyboard: the skip link comes first and leads to the results", async () => {
    await open("passed", { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the results");
      expect(await page.evaluate("document.activeElement.getBoundingClientRect().top")).toBeGreaterThanOrEqual(0);
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).toBe("main");
    });
  });

  it("has headings in order, one of the first level, and a landmark for each part", async () => {
    await open("crowded", {}, async (page) => {
      const levels = await page.evaluate<readonly number[]>("[...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.localName[1]))");
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
      expect(await page.evaluate("['header', 'nav', 'main', 'footer'].map((name) => document.querySelectorAll('body > ' + name + ', body > .columns > ' + name).length)")).toEqual([1, 1, 1, 1]);
      expect(await page.evaluate("document.documentElement.lang")).toBe("en");
    });
  });

  it("tells original and variant, gone and new apart without colours", async () => {
    await open("both-passed", { forcedColors: "none", viewport: { width: 1440, height: 900 } }, async (page) => {
      const names = await page.locator(".measure").first().locator("dt").allTextContents();
      expect(names).toEqual(["original", "distroless", "alpine"]);
      const fills = await page.evaluate("['gone', 'new', 'both'].map((kind) => getComputedStyle(document.querySelector('.swatch .' + kind)).fill)");
      expect(fills).toEqual([expect.stringContaining("#gone"), expect.stringContaining("#new"), expect.stringContaining("rgb")]);
    });
  });

  it("makes no element of any text from outside, as a real parser sees it", async () => {
    const page = await browser.newPage();
    const known = new Set<string>();
    for (const html of Object.values(PAGES)) {
      await page.setContent(html);
      for (const shape of await page.evaluate<readonly string[]>(SHAPES)) known.add(shape);
    }
    for (const make of [...Object.values(PROOFS), crowdedProof]) {
      for (const payload of PAYLOADS) {
        await page.setContent(proofHtml(withTexts(make(), (text) => `${text}${payload}`)));
        const shapes = await page.evaluate<readonly string[]>(SHAPES);
        expect(shapes.filter((shape) => !known.has(shape))).toEqual([]);
        expect(await page.title()).not.toBe("taken");
      }
      await page.setContent(proofHtml(withTexts(make(), (text) => `${text}<b>bold</b>`)));
      expect(await page.locator("h1").textContent()).toContain("<b>bold</b>");
    }
    await page.close();
  });
});
