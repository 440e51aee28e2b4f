import type { SignatureTable } from "./signature.ts";
import { absolutePathBefore, nothing, pathAfter, pathBefore, wordAfter } from "./subject.ts";

/** EROFS. Go, shells, coreutils, BusyBox, nginx, Java, PHP and C programs put the path before; others behind. */
export const readOnly: SignatureTable = {
  symptom: "read-only",
  signatures: [
    { says: ["read-only file system"], subject: pathBefore },
    // Node
    { says: ["erofs: read-only file system, "], subject: pathAfter },
    // Python
    { says: ["[errno 30] read-only file system: "], subject: pathAfter },
    // Ruby
    { says: ["read-only file system @ ", " - "], subject: wordAfter },
    // .NET
    { says: ["read-only file system : "], subject: pathAfter },
    // Rust, which names no path of its own
    { says: ["kind: readonlyfilesystem, message: "], subject: absolutePathBefore },
    { says: ["read-only file system (os error 30)"], subject: absolutePathBefore },
    // SQLite
    { says: ["attempt to write a readonly database"], subject: nothing },
  ],
};
