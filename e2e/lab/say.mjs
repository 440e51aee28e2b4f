// Progress goes to standard error, so that what is asked for (`env`, `list`) stands alone on standard output.

const start = performance.now();

/** @param {string} text */
export function say(text) {
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  console.error(`lab ${seconds} s  ${text}`);
}

/** What a person can act on: printed as one sentence, without a stack. */
export class Refusal extends Error {}
