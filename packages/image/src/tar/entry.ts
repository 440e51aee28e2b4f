/** What an archive says of one entry, extensions applied. */
export interface TarEntry {
  readonly type: "file" | "hard-link" | "symbolic-link" | "folder" | "device" | "pipe";
  /** Absolute, with `/`, without `.` and `..`; `/` for the root. */
  readonly path: string;
  /** Of a symbolic link: where it leads, as written. Of a hard link: the path of the other name, as `path`. Else empty. */
  readonly link: string;
  /** The twelve permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of the file as it is on the disk; a sparse one stands shorter in the archive. 0 for all that is no file. */
  readonly size: number;
  /** The value of `security.capability`, byte for byte. */
  readonly capabilities: Uint8Array | undefined;
}

/** Takes the content of one entry while it streams. */
export interface TarBody {
  write(piece: Buffer): void;
  /** `whole` is false when the archive was cut off before the end of the content. */
  end(whole: boolean): void;
}

export interface TarVisitor {
  /** An entry begins. What is returned takes its content; undefined lets it pass by. */
  entry(entry: TarEntry): TarBody | undefined;
  /** What cannot be read, and why; where the walk cannot go on after it, nothing else comes. */
  fault(sentence: string): void;
}
