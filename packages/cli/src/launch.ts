import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

// The bundle is one function expression. Where the build left code that this V8 has compiled before, nothing is parsed again,
// which is half of what a cold start would cost; code of another V8 is not looked at, and V8 refuses what does not fit.
const bundle = join(__dirname, "main.cjs");
const cache = join(__dirname, `main.${process.versions.v8}-${process.arch}.cache`);
const script = new Script(readFileSync(bundle, "latin1"), { filename: bundle, ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}) });
const start: (load: NodeJS.Require) => void = script.runInThisContext();
start(require);
