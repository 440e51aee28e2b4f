/** The numbers of a version's numeric head: `1.24.3` gives 1, 24, 3; `8u392` gives 8; no digit first gives none. */
function versionNumbers(text: string): readonly number[] {
  return numericHead(text).split(".").filter((part) => part !== "").map(Number);
}

/** The digits and dots that a version begins with, without a final dot: `1.24rc1` gives `1.24`. */
export function numericHead(text: string): string {
  let end = 0;
  while (end < text.length && isDigit(text[end] ?? "")) {
    end++;
    if (text[end] === "." && isDigit(text[end + 1] ?? "")) end++;
  }
  return text.slice(0, end);
}

/** Number by number; where one version ends, the other's further numbers make it later. */
export function compareVersions(a: string, b: string): number {
  const left = versionNumbers(a);
  const right = versionNumbers(b);
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Whether a version lies in a release: `1.24.3` and `1.24` in `1.24`, not in `1.2`. */
export function isInRelease(version: string, release: string): boolean {
  return version === release || version.startsWith(`${release}.`);
}

export function isDigit(character: string): boolean {
  return character >= "0" && character <= "9" && character.length === 1;
}
