// Judges many Dockerfiles in one process with one tool: node --expose-gc bench/many.mjs TOOL COUNT, a line of JSON.
import { LINTERS, spent } from "./linters.mjs";
import { variedDockerfiles } from "./dockerfiles.mjs";

const [tool = "", count = "10000"] = process.argv.slice(2);
const lint = await LINTERS[tool]?.();
if (lint === undefined || globalThis.gc === undefined) throw new Error("usage: node --expose-gc bench/many.mjs TOOL COUNT");
const texts = variedDockerfiles(Number(count));
const size = Math.floor(texts.length / 10);

let failed = 0;
/** @param {string[]} part @returns {number} milliseconds of CPU time a file */
function time(part) {
  const start = spent();
  for (const text of part) {
    try {
      lint?.(text);
    } catch {
      failed++;
    }
  }
  return (spent() - start) / part.length;
}

/** @returns {number} bytes in use when what is not is gone */
function heap() {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const tenths = [time(texts.slice(0, size))];
const before = heap();
for (let tenth = 1; tenth < 10; tenth++) tenths.push(time(texts.slice(tenth * size, (tenth + 1) * size)));
const growth = heap() - before;
const mean = tenths.reduce((sum, each) => sum + each, 0) / tenths.length;
console.log(JSON.stringify({ mean, first: tenths[0], last: tenths.at(-1), growth, failed }));
