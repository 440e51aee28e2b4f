import { connect, type Socket } from "node:net";
import type { NoAnswer, TcpAnswer, TcpProbe } from "@bulwark/core/prove";
import { none } from "./none.ts";

/** Bytes that are read. */
const MOST_RECEIVED = 64 * 1024;
/**
 * Milliseconds of silence after which a server is taken to wait for its client. An engine's proxy takes every connection, and closes it as
 * soon as it finds that nobody listens behind it: a connection counts only when it outlives that.
 */
const QUIET = 250;

export interface TcpTarget {
  /** Of 127.0.0.1. */
  readonly port: number;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** Connect once, say what the probe says, and read until what it expects has come, or nothing more. Rejects only when the run is cancelled. */
export async function askTcp(probe: Pick<TcpProbe, "send" | "expect">, target: TcpTarget): Promise<TcpAnswer | NoAnswer> {
  target.signal.throwIfAborted();
  const conversation = new Conversation(probe, target);
  try {
    return await conversation.answer;
  } finally {
    conversation.end();
    target.signal.throwIfAborted();
  }
}

/** What one connection says, until something ends it. */
class Conversation {
  readonly answer: Promise<TcpAnswer | NoAnswer>;
  readonly #socket: Socket;
  readonly #began = performance.now();
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #connected = false;
  #quiet: NodeJS.Timeout | undefined;
  readonly #deadline: NodeJS.Timeout;
  readonly #signal: AbortSignal;
  readonly #cancel = (): void => this.#settle(none("the run was cancelled"));
  #settle: (answer: TcpAnswer | NoAnswer) => void = () => undefined;

  constructor(probe: Pick<TcpProbe, "send" | "expect">, { port, timeoutSeconds, signal }: TcpTarget) {
    this.answer = new Promise((resolve) => (this.#settle = resolve));
    // Not as an option of the connection: Node 20 never takes that listener off the signal again.
    this.#signal = signal;
    signal.addEventListener("abort", this.#cancel);
    this.#socket = connect({ host: "127.0.0.1", port });
    this.#deadline = setTimeout(() => this.#finish(this.#connected ? `nothing came back within ${timeoutSeconds} s` : `no connection within ${timeoutSeconds} s`), timeoutSeconds * 1000);
    const waitsForWords = probe.send !== undefined || probe.expect !== undefined;
    this.#socket
      .on("connect", () => {
        this.#connected = true;
        if (probe.send !== undefined) this.#socket.write(probe.send);
        if (!waitsForWords) this.#whenQuiet();
      })
      .on("data", (chunk) => {
        this.#chunks.push(chunk);
        this.#size += chunk.length;
        const isEnough = probe.expect !== undefined && Buffer.concat(this.#chunks).includes(probe.expect);
        if (isEnough || this.#size >= MOST_RECEIVED) this.#finish("");
        else if (probe.expect === undefined) this.#whenQuiet();
      })
      .on("error", (error) => this.#finish("code" in error && error.code === "ECONNREFUSED" ? "the connection was refused" : "the connection was reset"))
      .on("close", () => this.#finish(waitsForWords ? "the connection was closed without a word" : "the connection was closed at once"));
  }

  end(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#deadline);
    this.#signal.removeEventListener("abort", this.#cancel);
    this.#socket.destroy();
  }

  #whenQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#settle(this.#received()), QUIET);
  }

  /** What came counts as the answer; where nothing did, the reason says why. */
  #finish(reason: string): void {
    this.#settle(this.#size > 0 ? this.#received() : none(reason));
  }

  #received(): TcpAnswer {
    const bytes = Buffer.concat(this.#chunks).subarray(0, MOST_RECEIVED);
    const text = bytes.toString("utf8");
    return { kind: "tcp", received: Buffer.from(text, "utf8").equals(bytes) ? text : bytes.toString("latin1"), milliseconds: Math.round(performance.now() - this.#began) };
  }
}
