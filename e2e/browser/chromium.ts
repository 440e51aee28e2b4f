import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where a Chromium is; undefined where there is none: then the tests are skipped, but for CI, which must have one. */
export const CHROMIUM = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

if (CHROMIUM === undefined && process.env["CI"] === "true") throw new Error("a Chromium is required in CI: apt-get install chromium, or name one in CHROMIUM");

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? "",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}
