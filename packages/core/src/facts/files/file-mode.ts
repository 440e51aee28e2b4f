/** What a mode, octal (`4755`) or symbolic (`u+s,o-w`), gives to a file. Source: chmod(1) of POSIX and GNU coreutils. */
export interface FileMode {
  readonly setUser: boolean;
  readonly setGroup: boolean;
  readonly sticky: boolean;
  /** Write permission for everyone who is neither the owner nor in the group. */
  readonly othersWrite: boolean;
}

const NOTHING: FileMode = { setUser: false, setGroup: false, sticky: false, othersWrite: false };

/** Undefined when the text is no mode: a variable without a certain value, a `--reference`. */
export function parseFileMode(text: string): FileMode | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    return { setUser: (bits & 0o4000) !== 0, setGroup: (bits & 0o2000) !== 0, sticky: (bits & 0o1000) !== 0, othersWrite: (bits & 0o2) !== 0 };
  }
  let mode: FileMode = NOTHING;
  for (const clause of text.split(",")) {
    const given = parseClause(clause);
    if (given === undefined) return undefined;
    mode = given.takes ? without(mode, given.mode) : union(mode, given.mode);
  }
  return mode;
}

/** `u+s`, `a=rwx`, `+t`. Without a letter for whom, `w` is limited by the umask (022 in an image) and reaches nobody else. */
function parseClause(clause: string): { readonly mode: FileMode; readonly takes: boolean } | undefined {
  const at = [...clause].findIndex((character) => "+-=".includes(character));
  if (at === -1) return undefined;
  const who = clause.slice(0, at);
  const what = clause.slice(at + 1);
  if ([...who].some((letter) => !"ugoa".includes(letter)) || [...what].some((letter) => !"rwxXstugo+-=".includes(letter))) return undefined;
  const all = who.includes("a");
  const some = (letter: string) => who === "" || all || who.includes(letter);
  const mode = {
    setUser: what.includes("s") && some("u"),
    setGroup: what.includes("s") && some("g"),
    sticky: what.includes("t"),
    othersWrite: what.includes("w") && (all || who.includes("o")),
  };
  return { mode, takes: clause[at] === "-" };
}

function union(a: FileMode, b: FileMode): FileMode {
  return { setUser: a.setUser || b.setUser, setGroup: a.setGroup || b.setGroup, sticky: a.sticky || b.sticky, othersWrite: a.othersWrite || b.othersWrite };
}

function without(a: FileMode, b: FileMode): FileMode {
  return { setUser: a.setUser && !b.setUser, setGroup: a.setGroup && !b.setGroup, sticky: a.sticky && !b.sticky, othersWrite: a.othersWrite && !b.othersWrite };
}
