import type { LogLine } from "../log/lines.ts";
import type { Word } from "../log/words.ts";

/** What a line of output says happened, whoever says it. */
export type SymptomKind =
  /** EROFS: a write to a read-only file system. */
  | "read-only"
  /** EACCES on a file or folder, to read or to write. */
  | "denied"
  /** EACCES when a program or library is to be run. */
  | "execution-denied"
  /** EPERM where the words do not tell the capability. */
  | "not-permitted"
  /** EPERM or EACCES for want of a capability, which is the subject. */
  | "capability"
  /** A program that gains privileges could not. */
  | "privilege"
  /** A program cannot be started, since it or its interpreter is not there. */
  | "program"
  /** ENOENT: a file or folder is not there. */
  | "file"
  /** A package of an interpreted language is not there. */
  | "module"
  | "library"
  /** Symbols or versions of another C library are wanted. */
  | "c-library"
  | "program-format"
  | "port-denied"
  | "port-taken"
  | "certificates"
  | "time-zone"
  /** No account of that name or number. */
  | "account"
  | "memory"
  | "processes"
  | "space";

/** What one wording of one program or runtime says. Neighbours in a table look alike; the longest wording on a line wins. */
export interface Signature {
  /** Parts of one line in lower case, in this order. */
  readonly says: readonly string[];
  /** In lower case, on the same line or one of the few around it. */
  readonly near?: string;
  /** What it is about, where the words name it. */
  readonly subject: Subject;
}

export interface SignatureTable {
  readonly symptom: SymptomKind;
  readonly signatures: readonly Signature[];
}

/** Where a signature was found, for whoever reads its subject. Offsets are those of the line. */
export interface Found {
  readonly line: LogLine;
  readonly words: readonly Word[];
  /** The place of the first part that it says. */
  readonly first: Place;
  readonly last: Place;
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Names of what a line is about; empty when it does not say. */
export type Subject = (found: Found) => readonly string[];
