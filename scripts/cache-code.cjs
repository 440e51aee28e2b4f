// Runs the bundle on an example and keeps what V8 compiled for it beside the bundle, where the launcher looks for it.
const { writeFileSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const out = process.argv[2] ?? "";
const filename = join(out, "main.cjs");
const script = new Script(readFileSync(filename, "latin1"), { filename });
process.argv = [process.execPath, filename, "check", join(__dirname, "../examples/go-api/Dockerfile")];
process.on("exit", () => {
  writeFileSync(join(out, `main.${process.versions.v8}-${process.arch}.cache`), script.createCachedData());
  process.exitCode = 0;
});
script.runInThisContext()(require);
