import { createServer, type Server } from "node:http";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleFiles } from "../../packages/cli/src/testing/examples.ts";
import { analyse } from "./analyse.ts";
import { CHROMIUM, startChromium } from "./chromium.ts";

/** The page may load its own script and nothing else: no network, no code made from strings. */
const POLICY = "default-src 'none'; script-src 'self'";

/** One script for a page; fails where core needs anything of Node. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "bulwark",
    target: "es2023",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/core.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html", "content-security-policy": POLICY });
    response.end(isScript ? script : '<!doctype html><meta charset="utf-8"><title>core</title><script src="/core.js"></script>');
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  return address !== null && typeof address === "object" ? `http://127.0.0.1:${address.port}/` : "";
}

describe("the bundle for browsers", () => {
  it("cannot be made from what needs Node", async () => {
    await expect(bundle('import { readFileSync } from "node:fs"; export { readFileSync };')).rejects.toThrow("node:fs");
  });
});

describe.skipIf(CHROMIUM === undefined)("core in a browser (skipped where there is no Chromium)", () => {
  let server: Server | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    server = await serve(await bundle('export { analyse } from "./analyse.ts";'));
    browser = await startChromium();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it.each(["go-api", "go-api-alpine"])("judges and hardens %s as in Node", async (name) => {
    if (browser === undefined || server === undefined) throw new Error("the page is not there");
    const files = exampleFiles(name);
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => problems.push(message.text()));
    await page.goto(addressOf(server));
    const seen = await page.evaluate(`bulwark.analyse(${JSON.stringify(name)}, ${JSON.stringify(files)})`);
    expect(problems).toEqual([]);
    const expected = analyse(name, files);
    expect(seen).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(expected).toMatchObject({ findings: expect.arrayContaining([expect.objectContaining({ severity: "high" })]), hardened: { dockerfiles: [{ base: "distroless" }, { base: "alpine" }] } });
  });
});
