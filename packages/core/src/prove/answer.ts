/** What one container said to one probe, once. Texts are bounded; `cut` says that there was more. */
export type Answer = HttpAnswer | TcpAnswer | CommandAnswer | LogAnswer | HealthAnswer | NoAnswer;

export interface HttpAnswer {
  readonly kind: "http";
  readonly status: number;
  /** By lower-case name; several of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 as far as it is; else base64, marked by `binary`. */
  readonly body: string;
  readonly binary: boolean;
  readonly cut: boolean;
  /** It came over TLS, whose certificate was not checked. */
  readonly tls?: boolean;
  readonly milliseconds: number;
}

export interface TcpAnswer {
  readonly kind: "tcp";
  readonly received: string;
  readonly milliseconds: number;
}

export interface CommandAnswer {
  readonly kind: "command";
  readonly exit: number;
  readonly output: string;
  readonly cut: boolean;
}

export interface LogAnswer {
  readonly kind: "log";
  readonly found: boolean;
  /** The line that has it. */
  readonly line: string | undefined;
}

export interface HealthAnswer {
  readonly kind: "health";
  readonly status: "healthy" | "unhealthy" | "starting" | "none";
  /** Of its last run. */
  readonly output: string;
}

/** Nothing came: refused, reset, timed out, or the container was not running any more. */
export interface NoAnswer {
  readonly kind: "none";
  readonly reason: string;
}

/** How the hardened answer compares with the original's. */
export interface Comparison {
  readonly probe: string;
  /** `unasked`: discovered, and the original does not answer it either. */
  readonly result: "alike" | "different" | "unasked";
  readonly original: Answer;
  readonly hardened: Answer;
  /** What differs, one sentence each, most telling first; empty when alike. */
  readonly differences: readonly string[];
  /** Parts that differ between two answers of the original and are not compared, in words: `body: $.time`, `header etag`. */
  readonly volatile: readonly string[];
}
