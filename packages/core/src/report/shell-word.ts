/** Characters that a POSIX shell takes as they are. */
const PLAIN = /^[\w./:@%+=,-]+$/;

/** A path or name as one word of a command that people paste: quoted where a shell would take it apart or run what is in it. */
export function shellWord(text: string): string {
  const word = text.startsWith("-") && text !== "-" ? `./${text}` : text;
  if (PLAIN.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
