// Bundles the command line: one entry, a chunk for each command that is loaded only when it runs. `--watch` is left to editors.
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "packages/cli/dist");
const { version } = JSON.parse(readFileSync(join(ROOT, "packages/cli/package.json"), "utf8"));

rmSync(OUT, { recursive: true, force: true });
const result = await build({
  absWorkingDir: ROOT,
  entryPoints: [{ in: "packages/cli/src/main.ts", out: "bulwark" }],
  outdir: OUT,
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  // Not "node": packages that have an ES module for browsers are taken as that, which needs no require().
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import", "default"],
  external: ["node:*"],
  target: "node20.19",
  minify: true,
  legalComments: "linked",
  banner: { js: "#!/usr/bin/env node" },
  define: { BULWARK_VERSION: JSON.stringify(version) },
  metafile: true,
  logLevel: "warning",
});
chmodSync(join(OUT, "bulwark.mjs"), 0o755);
const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.error(`build: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} KiB`);
