// Bundles the command line: the launcher, the bundle that it runs, and what this Node's V8 makes of the bundle. Into `dist`, or the
// folder that is named.
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const OUT = process.argv[2] ?? join(ROOT, "packages/cli/dist");
const { version } = JSON.parse(readFileSync(join(ROOT, "packages/cli/package.json"), "utf8"));

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: ROOT,
  outdir: OUT,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  // CommonJS, since only its scripts can be run from a code cache; what a command imports when it runs is initialised then.
  format: "cjs",
  platform: "node",
  target: "node20.19",
  supported: { "dynamic-import": false },
  minify: true,
  // The launcher reads the bundle byte for byte.
  charset: "ascii",
  legalComments: "linked",
  logLevel: "warning",
};

rmSync(OUT, { recursive: true, force: true });
await build({ ...shared, entryPoints: [{ in: "packages/cli/src/launch.ts", out: "bulwark" }], banner: { js: "#!/usr/bin/env node" } });
await build({
  ...shared,
  entryPoints: [{ in: "packages/cli/src/main.ts", out: "main" }],
  banner: { js: "(function (require) { const module = { exports: {} };" },
  footer: { js: "})" },
  define: { BULWARK_VERSION: JSON.stringify(version) },
});
chmodSync(join(OUT, "bulwark.cjs"), 0o755);
// A tagged template keeps its text as it is written, so esbuild cannot spell it in ASCII: write it as an entity or an escape.
const bundle = readFileSync(join(OUT, "main.cjs"));
const foreign = bundle.findIndex((byte) => byte > 0x7f);
if (foreign !== -1) throw new Error(`the bundle is not ASCII: ${bundle.subarray(Math.max(0, foreign - 60), foreign + 20).toString("utf8")}`);

const { status } = spawnSync(process.execPath, [join(ROOT, "scripts/cache-code.cjs"), OUT], { stdio: ["ignore", "ignore", "inherit"] });
if (status !== 0) throw new Error("the code cache could not be made");
console.error(`build: main.cjs ${Math.round(statSync(join(OUT, "main.cjs")).size / 1024)} KiB`);
