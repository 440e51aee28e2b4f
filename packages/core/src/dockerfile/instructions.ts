import type { MappedText } from "../source/mapped-text.ts";
import type { Range } from "../source/text.ts";
import type { Heredoc, Instruction } from "./syntax.ts";

/** A COPY or ADD by its parts. Shape only: variables are not expanded. */
export interface CopySetting {
  readonly instruction: Instruction;
  readonly sources: readonly CopySource[];
  readonly destination: { readonly path: string; readonly range: Range } | undefined;
  /** `--from=`, as written. */
  readonly from: { readonly text: string; readonly range: Range } | undefined;
  readonly chown: { readonly text: string; readonly range: Range } | undefined;
  readonly chmod: { readonly text: string; readonly range: Range } | undefined;
  readonly checksum: { readonly text: string; readonly range: Range } | undefined;
}

export interface CopySource {
  readonly text: string;
  readonly range: Range;
  readonly kind: "path" | "url" | "git" | "heredoc";
  readonly heredoc?: Heredoc;
}

/** One `--mount=` of a RUN. Source: Dockerfile reference, "RUN --mount". */
export interface MountSetting {
  readonly type: "bind" | "cache" | "tmpfs" | "secret" | "ssh" | "unknown";
  /** Keys in lower case; a key without `=` has the value `true`. */
  readonly options: ReadonlyMap<string, { readonly value: string; readonly range: Range }>;
  readonly range: Range;
  readonly text: MappedText;
}
