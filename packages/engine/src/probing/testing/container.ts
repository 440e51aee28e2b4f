import { once } from "node:events";
import type { Server } from "node:net";
import type { ContainerState } from "../../engine.ts";
import type { ProbeAccess } from "../access.ts";

/** A container that exists only as ports of this process, a log and a state that a test sets. */
export class StandIn implements ProbeAccess {
  readonly ports = new Map<number, number>();
  readonly cancel = new AbortController();
  readonly signal = this.cancel.signal;
  readonly executed: (readonly string[])[] = [];
  text = "";
  status: ContainerState["status"] = "running";
  /** Taken in turn; the last one stays. */
  healths: ContainerState["health"][] = [];
  result: { readonly exit: number; readonly output: string } | Error = { exit: 0, output: "" };
  readonly #servers: Server[] = [];

  readonly published = (port: number): Promise<number | undefined> => Promise.resolve(this.status === "running" ? this.ports.get(port) : undefined);
  readonly log = (): Promise<string> => Promise.resolve(this.text);
  readonly execute = (command: readonly string[]): ReturnType<ProbeAccess["execute"]> => {
    this.executed.push(command);
    return this.result instanceof Error ? Promise.reject(this.result) : Promise.resolve(this.result);
  };

  readonly state = (): Promise<ContainerState> => {
    const health = this.healths.length > 1 ? this.healths.shift() : this.healths[0];
    return Promise.resolve({ status: this.status, exitCode: 0, error: "", outOfMemory: false, pid: undefined, health, published: {} });
  };

  /** Serve a port of the container. */
  async serve(port: number, server: Server): Promise<void> {
    this.#servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address !== null && typeof address === "object") this.ports.set(port, address.port);
  }

  /** A port that is published and on which nobody listens. */
  async close(port: number, server: Server): Promise<void> {
    await this.serve(port, server);
    server.close();
    await once(server, "close");
  }

  end(): void {
    for (const server of this.#servers) {
      if ("closeAllConnections" in server && typeof server.closeAllConnections === "function") server.closeAllConnections();
      server.close();
    }
  }
}
