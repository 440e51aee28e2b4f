import { cleanPath, folderOf, joinPath } from "../../../../context/path.ts";

/** What an expression of the source may be when the program runs. */
export interface Possible {
  /** Every text that it may have, each once; empty when none could be found. */
  readonly texts: readonly string[];
  /** Environment variables and flags that change it. */
  readonly variables: readonly string[];
  readonly flags: readonly string[];
  /** Whether the texts are all; false when a part is only known at run time. */
  readonly complete: boolean;
  /** It comes from an environment variable or flag that the image sets, so that a default behind it is not used. */
  readonly settled: boolean;
}

/** More texts than this say nothing of use. */
const MOST_TEXTS = 8;

export const NOTHING: Possible = { texts: [], variables: [], flags: [], complete: false, settled: false };

export function exactly(text: string): Possible {
  return { texts: [text], variables: [], flags: [], complete: true, settled: false };
}

/** One of several, as of a variable that is assigned twice. Empty texts give way to others: `if port == "" { port = "8080" }`. */
export function anyOf(parts: readonly Possible[]): Possible {
  const variables = [...new Set(parts.flatMap((part) => part.variables))];
  const flags = [...new Set(parts.flatMap((part) => part.flags))];
  const settled = parts.find((part) => part.settled && part.texts.some((text) => text !== ""));
  if (settled !== undefined) return { ...settled, variables, flags };
  const all = new Set(parts.flatMap((part) => part.texts));
  const filled = [...all].filter((text) => text !== "");
  const texts = filled.length > 0 ? filled : [...all];
  if (texts.length > MOST_TEXTS) return { ...NOTHING, variables, flags };
  return { texts, variables, flags, complete: parts.length > 0 && parts.every((part) => part.complete), settled: false };
}

/** Every combination, as of `a + b`. */
export function combine(parts: readonly Possible[], join: (texts: readonly string[]) => string | undefined): Possible {
  let combinations: readonly (readonly string[])[] = [[]];
  for (const part of parts) {
    combinations = combinations.flatMap((before) => part.texts.map((text) => [...before, text]));
    if (combinations.length > MOST_TEXTS) {
      combinations = [];
      break;
    }
  }
  const joined = combinations.map(join);
  const texts = [...new Set(joined.filter((text) => text !== undefined))];
  return {
    texts,
    variables: [...new Set(parts.flatMap((part) => part.variables))],
    flags: [...new Set(parts.flatMap((part) => part.flags))],
    complete: texts.length > 0 && joined.every((text) => text !== undefined) && parts.every((part) => part.complete),
    settled: parts.some((part) => part.settled),
  };
}

type TextFunction = (texts: readonly string[]) => string | undefined;

const join: TextFunction = (texts) => texts.filter((text) => text !== "").reduce((path, text) => (path === "" ? cleanPath(text) : joinPath(path, text.startsWith("/") ? text.slice(1) : text)), "");
const first: TextFunction = ([text]) => text;
const folder: TextFunction = ([path]) => (path === undefined ? undefined : path.lastIndexOf("/") === 0 ? "/" : folderOf(path));
const base: TextFunction = ([path]) => path?.slice(path.lastIndexOf("/") + 1);
const clean: TextFunction = ([path]) => (path === undefined ? undefined : cleanPath(path));

/** Functions of Go's library that make a text of texts. Conversions and parsers that leave the text as it is are `first`. */
export const TEXT_FUNCTIONS: ReadonlyMap<string, TextFunction> = new Map<string, TextFunction>([
  ["path/filepath.Join", join], ["path.Join", join],
  ["path/filepath.Dir", folder], ["path.Dir", folder],
  ["path/filepath.Base", base], ["path.Base", base],
  ["path/filepath.Clean", clean], ["path.Clean", clean],
  ["path/filepath.Abs", first], ["path/filepath.FromSlash", first], ["path/filepath.ToSlash", first], ["path/filepath.EvalSymlinks", first],
  ["fmt.Sprint", (texts) => texts.join("")],
  ["fmt.Sprintf", format],
  ["net.JoinHostPort", ([host, port]) => (host === undefined || port === undefined ? undefined : `${host}:${port}`)],
  ["strconv.Itoa", first], ["strconv.Atoi", first], ["strconv.ParseInt", first], ["strconv.ParseUint", first], ["strconv.FormatInt", first],
  ["strings.TrimSpace", ([text]) => text?.trim()],
  ["string", first], ["int", first], ["uint16", first], ["uint", first], ["int64", first],
  ["net/http.Dir", first], ["os.DirFS", first],
]);

/** `%s`, `%d`, `%v` and `%%`; any other verb is not known. */
function format(texts: readonly string[]): string | undefined {
  const [pattern, ...values] = texts;
  if (pattern === undefined) return undefined;
  let out = "";
  let next = 0;
  let from = 0;
  for (let at = pattern.indexOf("%"); at !== -1; at = pattern.indexOf("%", from)) {
    out += pattern.slice(from, at);
    const verb = pattern[at + 1];
    if (verb === "%") out += "%";
    else if (verb === "s" || verb === "d" || verb === "v") {
      const value = values[next++];
      if (value === undefined) return undefined;
      out += value;
    } else return undefined;
    from = at + 2;
  }
  return out + pattern.slice(from);
}
