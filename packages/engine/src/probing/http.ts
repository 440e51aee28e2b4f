import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as tlsRequest, type RequestOptions } from "node:https";
import type { HttpAnswer, HttpProbe, NoAnswer } from "@bulwark/core/prove";
import { none } from "./none.ts";
import { readableText } from "./text.ts";

/** Bytes of a body that are read. */
export const MOST_BODY = 1024 * 1024;

export interface HttpTarget {
  /** Of 127.0.0.1. */
  readonly port: number;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

type Asked = Pick<HttpProbe, "method" | "path" | "port" | "requestHeaders" | "requestBody">;

/**
 * Ask once, follow no redirect, keep nothing open. A port that does not speak HTTP is asked once more over TLS, whose certificate is not
 * checked: it is made for another name than 127.0.0.1. Rejects only when the run is cancelled.
 */
export async function askHttp(probe: Asked, target: HttpTarget): Promise<HttpAnswer | NoAnswer> {
  const deadline = AbortSignal.timeout(Math.ceil(target.timeoutSeconds * 1000));
  const signal = AbortSignal.any([target.signal, deadline]);
  const ask = async (speak: typeof plainRequest): Promise<HttpAnswer | NoAnswer> => {
    try {
      return await exchange(speak, requestOptions(probe, target.port, signal), probe.requestBody, deadline);
    } catch (error) {
      target.signal.throwIfAborted();
      return none(reasonOf(error, deadline, target.timeoutSeconds));
    }
  };
  const plain = await ask(plainRequest);
  if (deadline.aborted || !mayWantTls(plain)) return plain;
  const overTls = await ask(tlsRequest);
  return overTls.kind === "http" ? { ...overTls, tls: true } : plain;
}

/** Both containers are called by one name: what they say of themselves must not differ by the ports that happened to be free. */
function requestOptions(probe: Asked, port: number, signal: AbortSignal): RequestOptions {
  const own = probe.port.original;
  const body = probe.requestBody === undefined ? {} : { "content-length": String(Buffer.byteLength(probe.requestBody)) };
  const headers = { host: own === 80 || own === 443 ? "localhost" : `localhost:${own}`, accept: "*/*", "user-agent": "bulwark", connection: "close", ...probe.requestHeaders, ...body };
  return { host: "127.0.0.1", port, method: probe.method, path: probe.path, headers, agent: false, signal, rejectUnauthorized: false, servername: "localhost" };
}

async function exchange(speak: typeof plainRequest, options: RequestOptions, body: string | undefined, deadline: AbortSignal): Promise<HttpAnswer> {
  const began = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = speak(options, resolve);
    request.on("error", reject);
    request.on("close", () => reject(new ClosedEarly()));
    request.end(body);
  });
  const milliseconds = Math.round(performance.now() - began);
  const { bytes, cut } = await readBody(response, deadline);
  const { text, binary } = readableText(bytes, cut);
  return { kind: "http", status: response.statusCode ?? 0, headers: headersOf(response), body: text, binary, cut, milliseconds };
}

class ClosedEarly extends Error {
  readonly code = "ECONNRESET";
}

/** As far as the limit, and as far as it comes in time: an endless stream is an answer too, one that breaks off is none. */
async function readBody(response: IncomingMessage, deadline: AbortSignal): Promise<{ readonly bytes: Buffer; readonly cut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BODY) break;
    }
  } catch (error) {
    if (!deadline.aborted) throw error;
    return { bytes: Buffer.concat(chunks).subarray(0, MOST_BODY), cut: true };
  }
  return { bytes: Buffer.concat(chunks).subarray(0, MOST_BODY), cut: size > MOST_BODY };
}

function headersOf({ rawHeaders }: IncomingMessage): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    const value = rawHeaders[index + 1] ?? "";
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** What servers that wait for TLS say to plain HTTP: nothing, an alert, or (Go, nginx, Apache) a page of their own. */
const TLS_WANTED = ["Client sent an HTTP request to an HTTPS server", "The plain HTTP request was sent to HTTPS port", "speaking plain HTTP to an SSL-enabled server port"];

function mayWantTls(answer: HttpAnswer | NoAnswer): boolean {
  if (answer.kind === "none") return [NOT_HTTP, CLOSED].includes(answer.reason);
  return answer.status === 400 && TLS_WANTED.some((text) => answer.body.includes(text));
}

/** A server is there, and speaks something else. */
export const NOT_HTTP = "what came back is not HTTP";
const CLOSED = "the connection was closed without a whole answer";

function reasonOf(error: unknown, deadline: AbortSignal, timeoutSeconds: number): string {
  if (deadline.aborted) return `nothing came back within ${timeoutSeconds} s`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED") return "the connection was refused";
  if (["ECONNRESET", "EPIPE", "ECONNABORTED"].includes(code)) return CLOSED;
  if (code === "HPE_HEADER_OVERFLOW") return "its headers are larger than 16 KiB";
  return code.startsWith("HPE_") ? NOT_HTTP : `the request failed: ${error instanceof Error ? error.message : String(error)}`;
}
