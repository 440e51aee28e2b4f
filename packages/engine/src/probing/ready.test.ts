import { createServer as createHttp } from "node:http";
import { createServer as createTcp } from "node:net";
import type { HttpProbe, Probe, TcpProbe } from "@bulwark/core/prove";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitUntilReady, type Readiness } from "./ready.ts";
import { StandIn } from "./testing/container.ts";

const ASKED = { name: "probe", origin: "declared", evidence: { observation: "a test" } } as const;
const PORT = { original: 8080, hardened: 8080 };
const GET: HttpProbe = { ...ASKED, kind: "http", method: "GET", path: "/", port: PORT, requestHeaders: {}, requestBody: undefined, status: undefined, headers: {}, body: undefined, contains: undefined };
const TCP: TcpProbe = { ...ASKED, kind: "tcp", port: PORT, send: undefined, expect: undefined };
const LOG: Probe = { ...ASKED, kind: "log", contains: "listening" };

let container = new StandIn();
beforeEach(() => {
  container = new StandIn();
});
afterEach(() => container.end());

const wait = (probes: readonly Probe[], seconds = 5): Promise<Readiness> => waitUntilReady({ probes, side: "original", access: container, since: performance.now(), seconds });

describe("waitUntilReady", () => {
  it("waits behind a proxy that takes every connection and closes it", async () => {
    let open = false;
    const proxy = createTcp((socket) => (open ? socket.on("data", () => socket.end("HTTP/1.1 204 No Content\r\n\r\n")) : socket.destroy()));
    await container.serve(8080, proxy);
    setTimeout(() => (open = true), 200);
    for (const probe of [GET, TCP]) expect(await wait([probe])).toMatchObject({ outcome: "ready" });
    expect(open).toBe(true);
  });

  it("takes a server that answers HTTP in words of its own for ready", async () => {
    await container.serve(8080, createTcp((socket) => socket.on("error", () => undefined).end("-ERR unknown command\r\n")));
    expect(await wait([GET])).toMatchObject({ outcome: "ready" });
  });

  it("waits until somebody listens", async () => {
    await container.close(8080, createTcp());
    const server = createHttp((_, response) => response.writeHead(404).end());
    setTimeout(() => server.listen(container.ports.get(8080), "127.0.0.1"), 150);
    expect(await wait([GET])).toMatchObject({ outcome: "ready" });
    server.close();
  });

  it("takes a server that keeps saying 500 for ready, and gives one that says 503 time to warm up", async () => {
    let status = 500;
    await container.serve(8080, createHttp((_, response) => response.writeHead(status).end()));
    expect(await wait([GET])).toMatchObject({ outcome: "ready" });
    status = 503;
    setTimeout(() => (status = 200), 300);
    expect(await wait([GET])).toMatchObject({ outcome: "ready" });
    expect(status).toBe(200);
  });

  it("gives other ports a moment, and does not wait for those that nobody opens", async () => {
    await container.serve(8080, createHttp((_, response) => response.end()));
    let open = false;
    await container.serve(9090, createTcp((socket) => (open ? undefined : socket.destroy())));
    await container.close(9091, createTcp());
    setTimeout(() => (open = true), 200);
    const other = (port: number): Probe => ({ ...TCP, port: { original: port, hardened: port } });
    expect(await wait([GET, other(9090), other(9091)])).toMatchObject({ outcome: "ready" });
    expect(open).toBe(true);
  });

  it("never sends what may change data to find out", async () => {
    const heard: string[] = [];
    await container.serve(8080, createTcp((socket) => socket.on("data", (text) => heard.push(text.toString()))));
    expect(await wait([{ ...GET, method: "POST", requestBody: "x" }, { ...TCP, send: "FLUSHALL\r\n" }])).toMatchObject({ outcome: "ready" });
    expect(heard).toEqual([]);
  });

  it("counts the time from the start of the container, to the first answer", async () => {
    await container.serve(8080, createHttp((_, response) => response.end()));
    const { milliseconds } = await waitUntilReady({ probes: [GET], side: "original", access: container, since: performance.now() - 60_000, seconds: 5 });
    expect(milliseconds).toBeGreaterThanOrEqual(60_000);
  });

  it("looks for the line of the log where no port is asked", async () => {
    setTimeout(() => (container.text = "listening\n"), 100);
    expect(await wait([LOG])).toMatchObject({ outcome: "ready" });
  });

  it("says that the container ended, that nothing answered, and that there was nothing to ask", async () => {
    await container.close(8080, createTcp());
    expect(await wait([GET], 0.3)).toEqual({ outcome: "silent", milliseconds: undefined });
    expect(await wait([])).toEqual({ outcome: "settled", milliseconds: undefined });
    container.status = "exited";
    expect(await wait([GET])).toEqual({ outcome: "exited", milliseconds: undefined });
  });

  it("ends at once when the run is cancelled", async () => {
    await container.close(8080, createTcp());
    setTimeout(() => container.cancel.abort(), 50);
    await expect(wait([GET], 60)).rejects.toThrow("aborted");
  });
});
