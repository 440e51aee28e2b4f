import type { ReadableFile } from "./copied-files.ts";

/** A line of a shell script of the project, cut into words; read for names and paths, not run. */
export interface ScriptLine {
  readonly path: string;
  readonly line: number;
  readonly words: readonly string[];
  /** Where output is redirected to, as written. */
  readonly outputs: readonly string[];
}

const MAXIMUM_LENGTH = 200_000;

/** The lines of a script that hold commands. Quotes go, comments and blank lines are left out. */
export function scriptLines(file: ReadableFile): readonly ScriptLine[] {
  return file.text.slice(0, MAXIMUM_LENGTH).split("\n").flatMap((text, at) => {
    const read = readLine(text);
    return read.words.length + read.outputs.length === 0 ? [] : [{ path: file.path, line: file.firstLine + at, ...read }];
  });
}

const SEPARATORS = " \t\r;|&()<`";

function readLine(line: string): { readonly words: readonly string[]; readonly outputs: readonly string[] } {
  const words: string[] = [];
  const outputs: string[] = [];
  let word = "";
  let isOutput = false;
  const end = (): void => {
    if (word === "") return;
    (isOutput ? outputs : words).push(word);
    word = "";
    isOutput = false;
  };
  for (const character of line) {
    if (character === "#" && word === "") break;
    if (character === ">") {
      // The digits before it are a file descriptor.
      if (/^[0-9]$/.test(word)) word = "";
      end();
      isOutput = true;
    } else if (SEPARATORS.includes(character)) end();
    else if (character !== '"' && character !== "'") word += character;
  }
  end();
  return { words, outputs };
}
