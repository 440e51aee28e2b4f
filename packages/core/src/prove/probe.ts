import type { DeclaredCommandProbe, DeclaredHttpProbe, DeclaredLogProbe, DeclaredTcpProbe } from "../config/prove-config.ts";
import type { Evidence } from "../source/fact.ts";

/** One question that is asked of original and hardened alike. */
export type Probe = HttpProbe | TcpProbe | CommandProbe | LogProbe | HealthProbe;

interface Asked {
  /** Unique in one proof: `GET /healthz on 8080`. */
  readonly name: string;
  /** `declared` must hold on the original too; `discovered` counts only as far as the original answers. */
  readonly origin: "declared" | "discovered";
  /** Why it is asked: the line that declares it, or that it was found by. */
  readonly evidence: Evidence;
}

export interface HttpProbe extends Asked, Omit<DeclaredHttpProbe, "name" | "line" | "port"> {
  readonly port: PortPair;
}

export interface TcpProbe extends Asked, Omit<DeclaredTcpProbe, "name" | "line" | "port"> {
  readonly port: PortPair;
}

export interface CommandProbe extends Asked, Omit<DeclaredCommandProbe, "name" | "line"> {}

export interface LogProbe extends Asked, Omit<DeclaredLogProbe, "name" | "line"> {}

/** The image's own health check becomes healthy, as the engine sees it. */
export interface HealthProbe extends Asked {
  readonly kind: "health";
  /** Seconds until its first result can be there, by its own times; undefined for the engine's defaults. */
  readonly withinSeconds?: number;
}

/** The same port of the application in both containers: hardening may move one under 1024. */
export interface PortPair {
  readonly original: number;
  readonly hardened: number;
}
