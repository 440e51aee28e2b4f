/** `writablePaths` as people say it. */
export function inWords(name: string): string {
  return [...name].map((letter) => (letter >= "A" && letter <= "Z" ? ` ${letter.toLowerCase()}` : letter)).join("");
}

/** `1 file`, `2 files`. */
export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
