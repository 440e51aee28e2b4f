import type { SignatureTable } from "./signature.ts";
import { nothing, wordAfter, wordBetween } from "./subject.ts";

/** The data of a time zone was not found. */
export const timeZones: SignatureTable = {
  symptom: "time-zone",
  signatures: [
    // Go
    { says: ["unknown time zone "], subject: wordAfter },
    // Python
    { says: ["no time zone found with key "], subject: wordAfter },
    // .NET
    { says: ["the time zone id ", " was not found on the local computer"], subject: wordBetween },
    // Ruby
    { says: ["no source of timezone data could be found"], subject: nothing },
    { says: ["tzinfo::datasourcenotfound"], subject: nothing },
    // PHP
    { says: ["timezone id ", " is invalid"], subject: wordBetween },
    // Java
    { says: ["no time-zone data files registered"], subject: nothing },
  ],
};
