import { beforeAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { example, project, put, text } from "../testing/project.ts";
import { on } from "../testing/run.ts";

/** The four surfaces as they were written. */
interface Surfaces {
  readonly dockerfiles: readonly string[];
  readonly run: readonly string[];
  readonly compose: Compose;
  readonly documents: readonly Record<string, unknown>[];
  readonly pod: Pod;
  readonly guide: string;
}

interface Compose {
  readonly user?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly volumes?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly pids_limit?: number;
  readonly mem_limit?: string;
}

interface Container {
  readonly securityContext: { readonly allowPrivilegeEscalation: boolean; readonly readOnlyRootFilesystem?: boolean; readonly privileged?: boolean; readonly capabilities: { readonly drop: readonly string[]; readonly add?: readonly string[] } };
  readonly ports?: readonly { readonly containerPort: number; readonly hostPort?: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly hostNetwork?: boolean;
  readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number; readonly runAsGroup: number; readonly seccompProfile: { readonly type: string } };
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Record<string, unknown>[];
}

async function surfaces(folder: string, ...args: readonly string[]): Promise<Surfaces> {
  const ran = await on(folder, "harden", ...args);
  expect(ran.code).toBe(0);
  const guide = text(folder, "HARDENING.md");
  const documents = parseAllDocuments(text(folder, "kubernetes.hardened.yaml")).map((document): Record<string, unknown> => document.toJS());
  const workload: { spec: { template: { spec: Pod } } } = parseAllDocuments(text(folder, "kubernetes.hardened.yaml"))[0]?.toJS();
  const services: Record<string, Compose> = parse(text(folder, "compose.hardened.yaml")).services;
  const [compose = {}] = Object.values(services);
  return {
    dockerfiles: ["Dockerfile.distroless", "Dockerfile.alpine"].map((path) => text(folder, path)),
    run: runLineOf(guide),
    compose,
    documents,
    pod: workload.spec.template.spec,
    guide,
  };
}

/** The words of the `docker run` that the guide shows, each option with its value as one entry. */
function runLineOf(guide: string): readonly string[] {
  const start = guide.indexOf("docker run --rm \\");
  const lines = guide.slice(start, guide.indexOf("```", start)).split("\n");
  return lines.map((line) => line.replace(/ \\$/, "").trim()).filter((line) => line !== "");
}

function valuesOf(run: readonly string[], option: string): readonly string[] {
  return run.filter((line) => line.startsWith(`${option} `)).map((line) => line.slice(option.length + 1));
}

function mountsOf(pod: Pod, kind: string): readonly string[] {
  const names = new Set((pod.volumes ?? []).filter((volume) => kind in volume).map((volume) => volume["name"]));
  return (pod.containers[0]?.volumeMounts ?? []).filter((mount) => names.has(mount.name)).map((mount) => mount.mountPath).sort();
}

/** A part of mounts as Compose writes them: `path:options`, `name:path`. */
function pathsIn(mounts: readonly string[] = [], part: 0 | 1): readonly string[] {
  return mounts.map((mount) => mount.split(":")[part] ?? "").sort();
}

describe.each<readonly [what: string, args: readonly string[], user: string, make: () => string]>([
  ["examples/go-api", [], "65532:65532", () => example("go-api")],
  ["examples/go-api with --user 1001:2002", ["--user", "1001:2002"], "1001:2002", () => example("go-api")],
  ["examples/go-api with --user 1001", ["--user", "1001"], "1001:1001", () => example("go-api")],
  ["examples/go-api-alpine", [], "65532:65532", () => example("go-api-alpine")],
  ["a service on port 80", [], "65532:65532", () => {
    const folder = example("go-api-alpine");
    put(folder, { Dockerfile: text(folder, "Dockerfile").replaceAll("8080", "80"), "cmd/api/main.go": text(folder, "cmd/api/main.go").replaceAll("8080", "80") });
    return folder;
  }],
])("the four surfaces of %s", (_, args, user, make) => {
  let said: Surfaces;
  beforeAll(async () => {
    said = await surfaces(make(), ...args);
  });

  it("name the same user, by number", () => {
    const [uid, gid] = user.split(":").map(Number);
    for (const dockerfile of said.dockerfiles) expect(dockerfile.split("\n").findLast((line) => line.startsWith("USER "))).toBe(`USER ${user}`);
    expect(valuesOf(said.run, "--user")).toEqual([user]);
    expect(said.compose.user).toBe(user);
    expect(said.pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: uid, runAsGroup: gid });
    expect(said.guide).not.toContain(user === "65532:65532" ? "1001" : "USER 65532");
  });

  it("agree on the root file system, scratch space and data", () => {
    expect(said.run.includes("--read-only")).toBe(said.compose.read_only ?? false);
    expect(said.pod.containers[0]?.securityContext.readOnlyRootFilesystem ?? false).toBe(said.compose.read_only ?? false);
    expect(valuesOf(said.run, "--tmpfs")).toEqual(said.compose.tmpfs ?? []);
    expect(mountsOf(said.pod, "emptyDir")).toEqual(pathsIn(said.compose.tmpfs, 0));
    expect(valuesOf(said.run, "--volume")).toEqual(said.compose.volumes ?? []);
    expect(mountsOf(said.pod, "persistentVolumeClaim")).toEqual(pathsIn(said.compose.volumes, 1));
    const scratch = new Set(mountsOf(said.pod, "emptyDir"));
    for (const data of mountsOf(said.pod, "persistentVolumeClaim")) expect(scratch.has(data), "data never lies in memory").toBe(false);
  });

  it("agree on privileges", () => {
    expect(valuesOf(said.run, "--cap-drop")).toEqual(said.compose.cap_drop);
    expect(said.compose.cap_drop).toEqual(["ALL"]);
    expect(said.pod.containers[0]?.securityContext.capabilities.drop).toEqual(["ALL"]);
    expect(valuesOf(said.run, "--cap-add")).toEqual(said.compose.cap_add ?? []);
    expect(said.pod.containers[0]?.securityContext.capabilities.add ?? []).toEqual(said.compose.cap_add ?? []);
    expect(said.run).toContain("--security-opt no-new-privileges");
    expect(said.compose.security_opt).toEqual(["no-new-privileges:true"]);
    expect(valuesOf(said.run, "--pids-limit")).toEqual([String(said.compose.pids_limit)]);
    expect(valuesOf(said.run, "--memory")).toEqual([said.compose.mem_limit]);
  });

  it("agree on ports, and none needs a privilege", () => {
    expect(valuesOf(said.run, "--publish")).toEqual(said.compose.ports ?? []);
    const inside = (said.compose.ports ?? []).map((port) => Number(port.split(":").at(-1)));
    expect((said.pod.containers[0]?.ports ?? []).map((port) => port.containerPort)).toEqual(inside);
    for (const port of inside) expect(port).toBeGreaterThanOrEqual(1024);
    for (const dockerfile of said.dockerfiles) for (const port of inside) expect(dockerfile).toMatch(new RegExp(`^EXPOSE ${port}`, "m"));
  });

  // The restricted level of the Pod Security Standards, field by field: baseline's controls and its own.
  it("meet the restricted level in Kubernetes", () => {
    const { pod } = said;
    for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
      expect(container.securityContext.allowPrivilegeEscalation).toBe(false);
      expect(container.securityContext.capabilities.drop).toEqual(["ALL"]);
      for (const capability of container.securityContext.capabilities.add ?? []) expect(capability).toBe("NET_BIND_SERVICE");
      expect(container.securityContext.privileged ?? false).toBe(false);
      for (const port of container.ports ?? []) expect(port.hostPort).toBeUndefined();
    }
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    expect(["RuntimeDefault", "Localhost"]).toContain(pod.securityContext.seccompProfile.type);
    for (const field of ["hostNetwork", "hostPID", "hostIPC"]) expect(Object.keys(pod)).not.toContain(field);
    const allowed = new Set(["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"]);
    for (const volume of pod.volumes ?? []) expect(Object.keys(volume).filter((key) => key !== "name").every((key) => allowed.has(key))).toBe(true);
    // Beyond the level: what an attacker would look for first.
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(said.documents.map((document) => document["kind"])).toEqual(expect.arrayContaining(["Deployment"]));
  });
});

describe("a generic application", () => {
  it("gets the same user on its own base and on its surfaces", async () => {
    const folder = project({ Dockerfile: "FROM python:3.13-slim\nWORKDIR /app\nCOPY app.py .\nEXPOSE 8000\nCMD [\"python\", \"app.py\"]\n", "app.py": "print('hello')\n" });
    expect((await on(folder, "harden", "--user", "4242")).code).toBe(0);
    expect(text(folder, "Dockerfile.hardened")).toMatch(/^USER 4242:4242$/m);
    expect(text(folder, "compose.hardened.yaml")).toContain('user: "4242:4242"');
    expect(text(folder, "kubernetes.hardened.yaml")).toMatch(/runAsUser: 4242/);
    expect(runLineOf(text(folder, "HARDENING.md"))).toContain("--user 4242:4242");
  });
});
