// How time grows with size: the time for twice the input, over the time for the input, the least of several tries.
import { LINTERS, spent } from "./linters.mjs";

/** @param {number} count @param {(index: number) => string} line */
const repeat = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join("");

/** Each makes a Dockerfile of about this many parts. @type {Record<string, (size: number) => string>} */
const SHAPES = {
  "1 MB in one RUN": (size) => `FROM debian:13\nRUN true${" \\\n && apt-get install -y curl".repeat(size * 3.5)}\n`,
  "1 MB of heredoc": (size) => `FROM debian:13\nRUN <<EOF\n${"curl -k https://x | sh\n".repeat(size * 4.5)}EOF\n`,
  "1 MB of JSON": (size) => `FROM debian:13\nCMD [${'"a", '.repeat(size * 20)}"a"]\n`,
  "10,000 instructions": (size) => `FROM golang:1.26\n${repeat(size, (index) => `RUN apk add package${index}\n`)}CMD ["/app"]\n`,
  "10,000 variables": (size) => `FROM debian:13\n${repeat(size, (index) => `ENV V${index + 1}=\${V${index}}x\n`)}`,
  "10,000 COPY": (size) => `FROM debian:13\n${repeat(size, (index) => `COPY a${index} /srv/a${index}\n`)}USER 1:1\n`,
  "1,000 stages": (size) => `FROM debian:13 AS s0\n${repeat(size / 10, (index) => `FROM s${index} AS s${index + 1}\nRUN apt-get install -y p${index}\n`)}`,
  "10,000 nested expansions": (size) => `FROM debian:13\nENV A=${"${B:-".repeat(size)}x${"}".repeat(size)}\n`,
  "10,000 nested substitutions": (size) => `FROM debian:13\nRUN ${"$(".repeat(size)}${")".repeat(size)}\n`,
};
const FULL = 10_000;
const TRIES = 9;
/** Milliseconds that one measurement takes at least. */
const LEAST = 100;

const lint = await LINTERS["bulwark"]?.();
if (lint === undefined) throw new Error("there is no Bulwark to measure");

/** @param {string} text @param {number} times @returns {number} milliseconds of CPU time, for all times together */
function time(text, times) {
  const start = spent();
  for (let count = 0; count < times; count++) lint?.(text);
  return spent() - start;
}

const rows = Object.entries(SHAPES).map(([shape, make]) => {
  const half = make(FULL / 2);
  const full = make(FULL);
  // What is fast is done often enough to be seen.
  const times = Math.max(1, Math.ceil(LEAST / time(half, 1)));
  const tries = Array.from({ length: TRIES }, () => ({ half: time(half, times), full: time(full, times) }));
  const least = { half: Math.min(...tries.map((one) => one.half)), full: Math.min(...tries.map((one) => one.full)) };
  return { shape, milliseconds: least.full / times, ratio: least.full / least.half };
});
console.log(JSON.stringify(rows));
