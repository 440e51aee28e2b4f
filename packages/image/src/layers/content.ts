import { ProgramReader } from "../programs/program-reader.ts";
import type { TarBody, TarEntry } from "../tar/entry.ts";
import type { Wanted } from "../wanted.ts";
import type { Inode } from "./tree.ts";

/** What is to be kept of a file's content; undefined when nothing is. */
export function contentOf(entry: TarEntry, inode: Inode, wanted: Wanted): TarBody | undefined {
  const bodies: TarBody[] = [];
  if (wanted.takesText(entry)) bodies.push(textBody(inode));
  if (wanted.takesProgram(entry)) bodies.push(new ProgramReader((program) => (inode.program = program)));
  const [only] = bodies;
  if (bodies.length < 2) return only;
  return { write: (piece) => bodies.forEach((body) => body.write(piece)), end: (whole) => bodies.forEach((body) => body.end(whole)) };
}

function textBody(inode: Inode): TarBody {
  const pieces: Buffer[] = [];
  return {
    write: (piece) => pieces.push(piece),
    end: (whole) => {
      if (whole) inode.text = Buffer.concat(pieces).toString("utf8");
    },
  };
}
