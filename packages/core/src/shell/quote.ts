/** Characters that a POSIX shell takes as they are. */
const PLAIN = /^[A-Za-z0-9_.,:=/@%+-]+$/;

/** A text as one word of a command that people paste: quoted where a shell would take it apart or run what is in it. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A path as one word of a command that people paste; one that begins with a dash is no option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith("-") && path !== "-" ? `./${path}` : path);
}
