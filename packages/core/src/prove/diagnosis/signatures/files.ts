import type { SignatureTable } from "./signature.ts";
import { nothing, pathAfter, pathBefore, wordAfter, wordBetween, wordInFront } from "./subject.ts";

/** ENOENT on a path. */
export const files: SignatureTable = {
  symptom: "file",
  signatures: [
    { says: ["no such file or directory"], subject: pathBefore },
    // Go's templates
    { says: ["pattern matches no files: "], subject: wordAfter },
    // Node
    { says: ["enoent: no such file or directory, "], subject: pathAfter },
    { says: ["in views directory "], subject: wordAfter },
    // Python
    { says: ["[errno 2] no such file or directory: "], subject: pathAfter },
    { says: ["can't open file ", "no such file or directory"], subject: wordBetween },
    { says: ["templatenotfound: "], subject: wordAfter },
    // Ruby
    { says: ["no such file or directory @ ", " - "], subject: wordAfter },
    { says: ["no such file or directory -- "], subject: wordAfter },
    // Java
    { says: ["nosuchfileexception: "], subject: wordAfter },
    { says: ["unable to access jarfile "], subject: wordAfter },
    // PHP
    { says: ["): failed to open stream: no such file or directory"], subject: wordInFront },
    { says: ["could not open input file: "], subject: wordAfter },
    // .NET
    { says: ["could not find file "], subject: wordAfter },
    { says: ["could not find a part of the path "], subject: wordAfter },
    // dash, BusyBox
    { says: ["cannot open ", ": no such file"], subject: wordBetween },
    { says: ["can't open ", ": no such file"], subject: wordBetween },
    { says: ["can't cd to "], subject: wordAfter },
    // nginx
    { says: [" is not found (2: no such file or directory)"], subject: wordInFront },
    // Rust, which names no path of its own
    { says: ["kind: notfound, message: "], subject: nothing },
    { says: ["no such file or directory (os error 2)"], subject: nothing },
  ],
};

/** Packages and modules that an interpreter could not find. */
export const modules: SignatureTable = {
  symptom: "module",
  signatures: [
    // Node
    { says: ["cannot find module "], subject: wordAfter },
    { says: ["cannot find package "], subject: wordAfter },
    // Python
    { says: ["no module named "], subject: wordAfter },
    // Ruby
    { says: ["cannot load such file -- "], subject: wordAfter },
    // Java
    { says: ["could not find or load main class "], subject: wordAfter },
    // .NET
    { says: ["could not load file or assembly "], subject: wordAfter },
    // Perl
    { says: ["can't locate ", " in @inc"], subject: wordBetween },
  ],
};
