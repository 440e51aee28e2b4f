/** The units of Go's `time.ParseDuration` in nanoseconds. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1], ["us", 1e3], ["µs", 1e3], ["μs", 1e3], ["ms", 1e6], ["s", 1e9], ["m", 60e9], ["h", 3600e9],
]);

/** Whether HEALTHCHECK takes a text as a duration: numbers with units, together 0 or a millisecond and more. */
export function isDuration(text: string): boolean {
  if (text === "0" || text === "+0" || text === "-0") return true;
  const unsigned = text.startsWith("+") || text.startsWith("-") ? text.slice(1) : text;
  let at = 0;
  let total = 0;
  while (at < unsigned.length) {
    const number = runOf(unsigned, at, isNumberCharacter);
    const unit = runOf(unsigned, at + number.length, (character) => !isNumberCharacter(character));
    const factor = UNITS.get(unit);
    if (factor === undefined || !isDecimal(number)) return false;
    total += Number(number) * factor;
    at += number.length + unit.length;
  }
  if (unsigned === "" || total > 2 ** 63) return false;
  return total === 0 || (total >= 1e6 && !text.startsWith("-"));
}

/** Whether `--retries` takes a text: a whole number that is not negative and fits 32 bits. */
export function isCount(text: string): boolean {
  const digits = text.startsWith("+") ? text.slice(1) : text;
  return digits !== "" && runOf(digits, 0, (character) => character >= "0" && character <= "9") === digits && Number(digits) < 2 ** 31;
}

function isNumberCharacter(character: string): boolean {
  return (character >= "0" && character <= "9") || character === ".";
}

/** Digits with at most one point, and at least one digit. */
function isDecimal(text: string): boolean {
  const point = text.indexOf(".");
  return text !== "" && text !== "." && (point === -1 || !text.includes(".", point + 1));
}

function runOf(text: string, start: number, belongs: (character: string) => boolean): string {
  let at = start;
  while (at < text.length && belongs(text[at] ?? "")) at++;
  return text.slice(start, at);
}
