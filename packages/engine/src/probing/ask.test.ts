import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp, type Socket } from "node:net";
import type { Answer, HttpProbe, Probe, TcpProbe } from "@bulwark/core/prove";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askProbe } from "./ask.ts";
import { askHttp, MOST_BODY } from "./http.ts";
import { askTcp } from "./tcp.ts";
import { StandIn } from "./testing/container.ts";
import { selfSigned } from "./testing/self-signed.ts";

const ASKED = { name: "probe", origin: "declared", evidence: { observation: "a test" } } as const;
const PORT = { original: 8080, hardened: 9090 };
const GET: HttpProbe = { ...ASKED, kind: "http", method: "GET", path: "/", port: PORT, requestHeaders: {}, requestBody: undefined, status: undefined, headers: {}, body: undefined, contains: undefined };
const TCP: TcpProbe = { ...ASKED, kind: "tcp", port: PORT, send: undefined, expect: undefined };

let container = new StandIn();
beforeEach(() => {
  container = new StandIn();
});
afterEach(() => container.end());

const original = (probe: Probe): Promise<Answer> => askProbe(probe, "original", container);

async function http(listener: RequestListener, probe: Partial<HttpProbe> = {}): Promise<Answer> {
  await container.serve(8080, createHttp(listener));
  return original({ ...GET, ...probe });
}

async function tcp(onConnection: (socket: Socket) => void, probe: Probe = GET): Promise<Answer> {
  await container.serve(8080, createTcp(onConnection));
  return original(probe);
}

describe("an HTTP probe", () => {
  it("brings status, headers by lower-case name, and body", async () => {
    const answer = await http((_, response) => {
      response.setHeader("X-Thing", ["a", "b"]);
      response.writeHead(201, { "Content-Type": "text/plain" }).end("grüße\n");
    });
    expect(answer).toMatchObject({ kind: "http", status: 201, headers: { "content-type": "text/plain", "x-thing": "a, b" }, body: "grüße\n", binary: false, cut: false });
  });

  it("waits less for what was silent all the time", async () => {
    await container.serve(8080, createTcp((socket) => socket.resume()));
    expect(await askProbe(GET, "original", container, true)).toEqual({ kind: "none", reason: "nothing came back within 2 s" });
  });

  it("calls both containers by one name, so that what they say of themselves is alike", async () => {
    const listener: RequestListener = (request, response) => response.end(`${request.headers.host ?? ""} ${request.headers.connection ?? ""}`);
    await container.serve(8080, createHttp(listener));
    await container.serve(9090, createHttp(listener));
    const answers = [await askProbe(GET, "original", container), await askProbe(GET, "hardened", container)];
    expect(answers).toMatchObject([{ body: "localhost:8080 close" }, { body: "localhost:8080 close" }]);
  });

  it("sends method, path, headers and body as they are declared", async () => {
    const listener: RequestListener = (request, response) => {
      request.setEncoding("utf8");
      request.on("data", (body) => response.end(JSON.stringify([request.method, request.url, request.headers["x-a"], request.headers.host, request.headers["content-length"], body])));
    };
    const answer = await http(listener, { method: "POST", path: "/a?b=c", requestHeaders: { "x-a": "1", host: "example.org" }, requestBody: "grüße" });
    expect(answer).toMatchObject({ body: '["POST","/a?b=c","1","example.org","7","grüße"]' });
  });

  it("follows no redirect", async () => {
    const answer = await http((request, response) => (request.url === "/" ? response.writeHead(302, { location: "/next" }).end() : response.end("next")));
    expect(answer).toMatchObject({ status: 302, headers: { location: "/next" }, body: "" });
  });

  it("reads chunks as one body", async () => {
    const answer = await http((_, response) => {
      response.write("one ");
      setTimeout(() => response.end("two"), 20);
    });
    expect(answer).toMatchObject({ body: "one two", cut: false });
  });

  it("takes no body of HEAD", async () => {
    expect(await http((_, response) => response.setHeader("content-length", 6).end("unseen"), { method: "HEAD" })).toMatchObject({ status: 200, body: "", headers: { "content-length": "6" } });
  });

  it("brings what is no UTF-8 as base64", async () => {
    expect(await http((_, response) => response.end(Buffer.of(0xff, 0, 0xfe)))).toMatchObject({ body: "/wD+", binary: true });
  });

  it("stops reading at 1 MiB, in the middle of a character too", async () => {
    const answer = await http((_, response) => response.end("€".repeat(MOST_BODY)));
    expect(answer).toMatchObject({ cut: true, binary: false });
    expect(answer.kind === "http" && answer.body.length).toBe(Math.floor(MOST_BODY / 3));
  });

  it("takes of an endless stream what came in time", async () => {
    await container.serve(8080, createHttp((_, response) => response.write("event: 1\n\n")));
    const port = container.ports.get(8080) ?? 0;
    expect(await askHttp(GET, { port, timeoutSeconds: 0.3, signal: container.signal })).toMatchObject({ status: 200, body: "event: 1\n\n", cut: true });
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ["closes at once", (socket) => socket.end(), "the connection was closed without a whole answer"],
    ["resets", (socket) => socket.once("data", () => socket.resetAndDestroy()), "the connection was closed without a whole answer"],
    ["speaks another protocol", (socket) => socket.end("220 mail.example ESMTP\r\n"), "what came back is not HTTP"],
    ["breaks off in the body", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), "the connection was closed without a whole answer"],
    ["sends headers without end", (socket) => socket.end(`HTTP/1.1 200 OK\r\nA: ${"a".repeat(100_000)}\r\n\r\n`), "its headers are larger than 16 KiB"],
  ])("has no answer of a server that %s", async (_, onConnection, reason) => {
    expect(await tcp((socket) => onConnection(socket.on("error", () => undefined)))).toEqual({ kind: "none", reason });
  });

  it("gives a server that never answers up after its time", async () => {
    await container.serve(8080, createHttp(() => undefined));
    const port = container.ports.get(8080) ?? 0;
    expect(await askHttp(GET, { port, timeoutSeconds: 0.2, signal: container.signal })).toEqual({ kind: "none", reason: "nothing came back within 0.2 s" });
  });

  it("says that a connection was refused, a port is not published, and a container has ended", async () => {
    await container.close(8080, createTcp());
    expect(await original(GET)).toEqual({ kind: "none", reason: "the connection was refused" });
    expect(await askProbe(GET, "hardened", container)).toEqual({ kind: "none", reason: "port 9090 is not published" });
    container.status = "exited";
    expect(await original(GET)).toEqual({ kind: "none", reason: "the container had ended" });
  });

  it("asks over TLS where plain HTTP is not understood, and says so", async () => {
    await container.serve(8080, createHttps(selfSigned(), (_, response) => response.end("safe")));
    expect(await original(GET)).toMatchObject({ kind: "http", status: 200, body: "safe", tls: true });
  });

  it("takes a page that says so for a port of TLS, and keeps it where TLS is not spoken either", async () => {
    const text = "Client sent an HTTP request to an HTTPS server.\n";
    expect(await tcp((socket) => socket.end(`HTTP/1.0 400 Bad Request\r\n\r\n${text}`))).toMatchObject({ status: 400, body: text });
  });
});

describe("a TCP probe", () => {
  it("is answered by a server that waits for its client", async () => {
    expect(await tcp(() => undefined, TCP)).toMatchObject({ kind: "tcp", received: "" });
  });

  it("brings a banner", async () => {
    expect(await tcp((socket) => void socket.write("220 mail.example ESMTP\r\n"), TCP)).toMatchObject({ received: "220 mail.example ESMTP\r\n" });
  });

  it("is not answered by a proxy that takes the connection and closes it", async () => {
    expect(await tcp((socket) => socket.destroy(), TCP)).toEqual({ kind: "none", reason: "the connection was closed at once" });
    await container.serve(8080, createTcp((socket) => setTimeout(() => socket.destroy(), 50)));
    expect(await original(TCP)).toEqual({ kind: "none", reason: "the connection was closed at once" });
  });

  it("says what is declared, and reads until what is expected has come", async () => {
    const slowly = (socket: Socket): void => {
      socket.on("data", (text) => {
        socket.write(text.toString() === "PING\r\n" ? "+PO" : "-ERR");
        setTimeout(() => socket.write("NG\r\nmore"), 400);
      });
    };
    expect(await tcp(slowly, { ...TCP, send: "PING\r\n", expect: "+PONG" })).toMatchObject({ received: "+PONG\r\nmore" });
  });

  it("keeps bytes that are no text apart", async () => {
    expect(await tcp((socket) => void socket.write(Buffer.of(0xff, 0x80)), TCP)).toMatchObject({ received: "\u00FF\u0080" });
  });

  it("gives up a server that says nothing, and stops reading one that says too much", async () => {
    await container.serve(8080, createTcp(() => undefined));
    const target = { port: container.ports.get(8080) ?? 0, signal: container.signal };
    expect(await askTcp({ send: "x", expect: "y" }, { ...target, timeoutSeconds: 0.2 })).toEqual({ kind: "none", reason: "nothing came back within 0.2 s" });
    const answer = await tcp((socket) => void socket.on("error", () => undefined).write("a".repeat(1_000_000)), { ...TCP, expect: "b" });
    expect(answer.kind === "tcp" && answer.received.length).toBe(65_536);
  });

  it("says that a connection was refused", async () => {
    await container.close(8080, createTcp());
    expect(await original(TCP)).toEqual({ kind: "none", reason: "the connection was refused" });
  });
});

describe("a command probe", () => {
  const probe: Probe = { ...ASKED, kind: "command", command: ["/app", "-v"], exit: 0, contains: undefined };

  it("brings exit code and output, bounded", async () => {
    container.result = { exit: 3, output: "v1" };
    expect(await original(probe)).toEqual({ kind: "command", exit: 3, output: "v1", cut: false });
    container.result = { exit: 0, output: "a".repeat(100_000) };
    expect(await original(probe)).toMatchObject({ output: "a".repeat(65_536), cut: true });
    expect(container.executed).toEqual([probe.command, probe.command]);
  });

  it("has no answer of a container that has ended, or of an engine that failed", async () => {
    container.result = new Error("the engine said no");
    expect(await original(probe)).toEqual({ kind: "none", reason: "the engine said no" });
    container.status = "exited";
    expect(await original(probe)).toEqual({ kind: "none", reason: "the container had ended" });
  });
});

describe("a log probe", () => {
  const probe: Probe = { ...ASKED, kind: "log", contains: "listening" };

  it("brings the line, also of a container that has ended", async () => {
    container.text = "starting\n12:00 listening on :8080\ndone\n";
    expect(await original(probe)).toEqual({ kind: "log", found: true, line: "12:00 listening on :8080" });
    container.status = "exited";
    expect(await original(probe)).toMatchObject({ found: true });
    container.text = "listening";
    expect(await original(probe)).toEqual({ kind: "log", found: true, line: "listening" });
  });

  it("waits for a line that comes a little later, and says when it never will", async () => {
    setTimeout(() => (container.text = "listening"), 100);
    expect(await original(probe)).toMatchObject({ found: true });
    container.text = "";
    container.status = "exited";
    expect(await original(probe)).toEqual({ kind: "log", found: false, line: undefined });
  });
});

describe("a health probe", () => {
  const probe: Probe = { ...ASKED, kind: "health", withinSeconds: 1 };

  it("waits until the first check is through", async () => {
    container.healths = [{ status: "starting", output: "" }, { status: "starting", output: "" }, { status: "healthy", output: "ok" }];
    expect(await original(probe)).toEqual({ kind: "health", status: "healthy", output: "ok" });
  });

  it("says that it is still starting when its time is over, and that there is none", async () => {
    container.healths = [{ status: "starting", output: "" }];
    expect(await original(probe)).toEqual({ kind: "health", status: "starting", output: "" });
    container.healths = [];
    expect(await original(probe)).toEqual({ kind: "health", status: "none", output: "" });
    container.status = "exited";
    expect(await original(probe)).toEqual({ kind: "none", reason: "the container had ended" });
  });
});

describe("a run that is cancelled", () => {
  it.each<[string, Probe]>([
    ["HTTP", GET],
    ["TCP", { ...TCP, send: "x" }],
    ["log", { ...ASKED, kind: "log", contains: "never" }],
    ["health", { ...ASKED, kind: "health" }],
  ])("ends a probe of %s at once", async (_, probe) => {
    container.healths = [{ status: "starting", output: "" }];
    await container.serve(8080, createTcp());
    const answer = original(probe);
    setTimeout(() => container.cancel.abort(), 50);
    await expect(answer).rejects.toThrow("aborted");
    await expect(original(probe)).rejects.toThrow("aborted");
  });
});
