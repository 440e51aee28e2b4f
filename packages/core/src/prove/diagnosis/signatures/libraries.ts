import type { SignatureTable } from "./signature.ts";
import { named, pathBefore, wordAfter, wordBefore, wordBetween } from "./subject.ts";

/** What a loader could not find. */
export const libraries: SignatureTable = {
  symptom: "library",
  signatures: [
    // glibc
    { says: ["error while loading shared libraries: ", ": cannot open shared object file"], subject: wordBetween },
    { says: [": cannot open shared object file"], subject: wordBefore },
    // musl
    { says: ["error loading shared library ", ": no such file or directory"], subject: wordBetween },
    { says: ["error loading shared library "], subject: wordAfter },
    // Java
    { says: ["can't load library: "], subject: wordAfter },
    { says: ["unsatisfiedlinkerror: no ", " in java.library.path"], subject: (found) => wordBetween(found).map((name) => `lib${name}.so`) },
    // .NET
    { says: ["unable to load shared library "], subject: wordAfter },
    { says: ["couldn't find a valid icu package"], subject: named("libicu") },
  ],
};

/** The program found a C library that is not the one, or older than the one, with which it was built. */
export const cLibraries: SignatureTable = {
  symptom: "c-library",
  signatures: [
    { says: [": version ", " not found (required by"], subject: wordBetween },
    { says: ["error relocating ", ": symbol not found"], subject: wordBetween },
    { says: ["undefined symbol: "], subject: pathBefore },
  ],
};
