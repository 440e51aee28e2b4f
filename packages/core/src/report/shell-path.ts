import { shellWord } from "../shell/quote.ts";

/** A path as one word of a command that people paste; one that begins with a dash is no option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith("-") && path !== "-" ? `./${path}` : path);
}
