/** A package as a manager's command line names it; `version` keeps its operator unless that means exactly this version. */
export interface PackageName {
  readonly name: string;
  readonly version: string | undefined;
}

/** Every dash of a name is tried, so that a name has to end somewhere. */
const MAX_RPM_NAME = 256;

export type VersionSplitter = (text: string) => PackageName;

/** `name=1.2`, `name/release` (the release stands for the version), `name:arch`; a path or URL is a name. */
export const splitDebian: VersionSplitter = (text) => {
  if (isLocation(text) || text.endsWith(".deb")) return whole(text);
  const split = splitAt(text, firstOf(text, "=/"), 1);
  return { name: split.name.split(":", 1)[0] ?? split.name, version: split.version };
};

/** `name=1`, `name~=1`, `name~1`, `name>2`, `name@repository`. */
export const splitAlpine: VersionSplitter = (text) => {
  if (isLocation(text) || text.endsWith(".apk")) return whole(text);
  const at = firstOf(text, "=<>~@");
  if (at === -1 || text[at] === "@") return { name: at === -1 ? text : text.slice(0, at), version: undefined };
  return withOperator(text, at, "=");
};

/** `name-1.2-3.el9`: no sign parts name and version, so what looks like one behind a dash is taken for it. */
export const splitRpm: VersionSplitter = (text) => {
  if (isLocation(text) || text.endsWith(".rpm") || text.length > MAX_RPM_NAME) return whole(text);
  for (let at = text.indexOf("-"); at !== -1; at = text.indexOf("-", at + 1)) {
    const rest = text.slice(at + 1);
    if (at > 0 && /^\d[\w+~^:]*(?:[.-]\d[\w+~^]*)+(?:\.[a-z]\w*)*$/.test(rest)) return { name: text.slice(0, at), version: rest };
  }
  return whole(text);
};

/** `name=1`, `name>=1`. */
export const splitComparison: VersionSplitter = (text) => {
  if (isLocation(text)) return whole(text);
  const at = firstOf(text, "=<>");
  return at === -1 ? whole(text) : withOperator(text, at, "=");
};

/** `name==1`, `name[extra]>=1`, `name @ URL`. Source: PEP 508. */
export const splitPython: VersionSplitter = (text) => {
  if (isLocation(text) || text.startsWith(".") || text.endsWith(".whl")) return whole(text);
  const end = firstOf(text, "=<>!~[@; ");
  if (end === -1) return whole(text);
  const at = firstOf(text, "=<>!~@");
  const name = text.slice(0, end);
  return at === -1 ? { name, version: undefined } : { ...withOperator(text.split(";", 1)[0] ?? text, at, "=="), name };
};

/** `name@1.2`, `@scope/name@1.2`. */
export const splitNode: VersionSplitter = (text) => {
  if (text.includes("://") || text.startsWith(".") || text.startsWith("/")) return whole(text);
  const at = text.lastIndexOf("@");
  return at > 0 ? splitAt(text, at, 1) : whole(text);
};

/** `vendor/name:1.2`, `name:1.2`. */
export const splitColon: VersionSplitter = (text) => (isLocation(text) ? whole(text) : splitAt(text, text.indexOf(":"), 1));

const whole: VersionSplitter = (text) => ({ name: text, version: undefined });

function isLocation(text: string): boolean {
  return text.includes("://") || text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
}

function firstOf(text: string, characters: string): number {
  for (let at = 0; at < text.length; at++) {
    // `${name:-x}` holds signs of its own.
    if (text.startsWith("${", at)) {
      const end = text.indexOf("}", at);
      if (end === -1) return -1;
      at = end;
    } else if (characters.includes(text.charAt(at))) return at;
  }
  return -1;
}

function splitAt(text: string, at: number, length: number): PackageName {
  return at === -1 ? whole(text) : { name: text.slice(0, at), version: text.slice(at + length) };
}

function withOperator(text: string, at: number, exact: string): PackageName {
  let end = at;
  while (end < text.length && "=<>!~@ ".includes(text.charAt(end))) end++;
  const operator = text.slice(at, end).trim();
  const version = text.slice(end).trim();
  return { name: text.slice(0, at), version: operator === exact ? version : operator + version };
}
