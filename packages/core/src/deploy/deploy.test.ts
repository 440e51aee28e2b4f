import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { RunProfile } from "../harden/plan.ts";
import { composeFile, kubernetesFile, runArguments, runLine } from "./index.ts";

const evidence = [{ observation: "writes it", path: "main.go", line: 3 }];
const profile: RunProfile = {
  name: "api",
  identity: { uid: 65532, gid: 65532 },
  readOnlyRoot: { value: true, evidence: [] },
  tmpfs: [
    { path: "/tmp", mode: "1777", executable: false, sizeMegabytes: 64, evidence },
    { path: "/var/cache/api", mode: "0700", executable: true, sizeMegabytes: 16, evidence },
  ],
  volumes: [{ name: "api-data", path: "/data dir", evidence }],
  ports: [{ container: 8080, published: 80, protocol: "tcp", evidence }],
  addedCapabilities: [],
  noNewPrivileges: { value: true, evidence: [] },
  sysctls: {},
  init: false,
  environment: { PORT: "8080" },
  secrets: ["API_KEY"],
  health: { port: 8080, path: "/healthz", evidence: { observation: "is served" } },
  limits: { memoryMegabytes: 256, pids: 128, cpus: "1.0" },
};

/** The value behind an option of the run line. */
function option(name: string): readonly (string | undefined)[] {
  return runArguments(profile, "api:1").filter(([flag]) => flag === name).map(([, value]) => value);
}

describe("the surfaces say the same", () => {
  const service = parse(composeFile(profile, { image: "api:1", context: ".", dockerfile: "Dockerfile.distroless", target: undefined, secrets: [] })).services.api;
  const [deployment, kubernetesService, claim] = parseAllDocuments(kubernetesFile(profile, "api:1")).map((document) => document.toJS());
  const pod = deployment.spec.template.spec;
  const [container] = pod.containers;

  it("about the user", () => {
    expect(option("--user")).toEqual(["65532:65532"]);
    expect(service.user).toBe("65532:65532");
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 });
  });

  it("about the root and scratch space", () => {
    expect(option("--read-only")).toEqual([undefined]);
    expect(option("--tmpfs")).toEqual(service.tmpfs);
    expect(service.read_only).toBe(true);
    expect(service.tmpfs).toEqual(["/tmp:rw,noexec,nosuid,nodev,size=64m,mode=1777", "/var/cache/api:rw,exec,nosuid,nodev,size=16m,mode=0700,uid=65532,gid=65532"]);
    expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(container.volumeMounts.map((mount: { mountPath: string }) => mount.mountPath)).toEqual(["/tmp", "/var/cache/api", "/data dir"]);
    expect(pod.volumes.filter((volume: object) => "emptyDir" in volume)).toHaveLength(2);
  });

  it("about data, which lives in volumes and never in memory", () => {
    expect(option("--volume")).toEqual(["api-data:/data dir"]);
    expect(service.volumes).toEqual(["api-data:/data dir"]);
    expect(pod.volumes.at(-1)).toEqual({ name: "api-data", persistentVolumeClaim: { claimName: "api-data" } });
    expect(claim).toMatchObject({ kind: "PersistentVolumeClaim", metadata: { name: "api-data" } });
  });

  it("about privileges", () => {
    expect(option("--cap-drop")).toEqual(["ALL"]);
    expect(option("--security-opt")).toEqual(["no-new-privileges"]);
    expect(service).toMatchObject({ cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } });
    expect(pod.securityContext.seccompProfile).toEqual({ type: "RuntimeDefault" });
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it("about ports: published where they were, listening where the image does", () => {
    expect(option("--publish")).toEqual(["80:8080"]);
    expect(service.ports).toEqual(["80:8080"]);
    expect(kubernetesService.spec.ports).toMatchObject([{ port: 80, targetPort: "tcp-8080" }]);
    expect(container.ports).toMatchObject([{ containerPort: 8080 }]);
    expect(container.readinessProbe.httpGet).toEqual({ path: "/healthz", port: 8080 });
  });

  it("about secrets, whose values stand nowhere", () => {
    expect(option("--env")).toEqual(["PORT=8080", "API_KEY"]);
    expect(service.environment).toMatchObject({ PORT: "8080", API_KEY: expect.stringMatching(/^\$\{API_KEY:\?/) });
    expect(container.env).toContainEqual({ name: "API_KEY", valueFrom: { secretKeyRef: { name: "api", key: "API_KEY" } } });
  });
});

it("gives the build its secrets from the environment of who runs it", () => {
  const file = parse(composeFile(profile, { image: "api:1", context: ".", dockerfile: "Dockerfile", target: undefined, secrets: ["GITHUB_TOKEN"] }));
  expect(file.services.api.build.secrets).toEqual(["github_token"]);
  expect(file.secrets).toEqual({ github_token: { environment: "GITHUB_TOKEN" } });
});

describe("what starts as root and drops it itself", () => {
  const root: RunProfile = { ...profile, identity: undefined, addedCapabilities: [{ name: "SETUID", evidence }] };
  it("gets no user, the capabilities that it needs, and no claim to the restricted level", () => {
    expect(runLine(root, "api:1")).not.toContain("--user");
    expect(runLine(root, "api:1")).toContain("--cap-add SETUID");
    const text = kubernetesFile(root, "api:1");
    expect(text).not.toContain("runAsNonRoot");
    expect(text).not.toContain("enforce=restricted");
  });
});

describe("the level of the Pod Security Standards", () => {
  const level = (changes: Partial<RunProfile>, ...names: readonly string[]): string => kubernetesFile({ ...profile, ...changes, addedCapabilities: names.map((name) => ({ name, evidence })) }, "api:1").split("\n").slice(1, 3).join(" ");

  it.each<[string, Partial<RunProfile>, readonly string[], string]>([
    ["restricted without capabilities", {}, [], "enforce=restricted"],
    ["restricted with the one that it allows", {}, ["NET_BIND_SERVICE"], "enforce=restricted"],
    ["baseline with one that it allows", {}, ["NET_BIND_SERVICE", "CHOWN"], "It adds NET_BIND_SERVICE, CHOWN, so this is not the restricted level: the namespace must allow baseline."],
    ["none with one that no level allows", {}, ["NET_RAW"], "It adds NET_RAW, so this is not the restricted level: the namespace must allow privileged."],
    ["baseline as root", { identity: undefined }, ["SETUID"], "The image itself decides as whom it starts, so this is not the restricted level: the namespace must allow baseline."],
    ["none as root with one that no level allows", { identity: undefined }, ["NET_RAW"], "The image itself decides as whom it starts, and adds NET_RAW, so this is not the restricted level: the namespace must allow privileged."],
  ])("is said truly: %s", (_, changes, names, said) => expect(level(changes, ...names)).toContain(said));
});

it("asks the scheduler for no more memory than the limit", () => {
  const resources = (memoryMegabytes: number) => parseAllDocuments(kubernetesFile({ ...profile, limits: { ...profile.limits, memoryMegabytes } }, "api:1"))[0]?.toJS().spec.template.spec.containers[0].resources;
  expect(resources(32)).toEqual({ requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "32Mi" } });
  expect(resources(512)).toEqual({ requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "512Mi" } });
});

describe("what would not hear SIGTERM as PID 1", () => {
  const deaf: RunProfile = { ...profile, init: true };
  it("gets another first process on every surface", () => {
    expect(runLine(deaf, "api:1")).toContain("--init");
    expect(parse(composeFile(deaf, { image: "api:1", context: ".", dockerfile: "Dockerfile", target: undefined, secrets: [] })).services.api.init).toBe(true);
    expect(parseAllDocuments(kubernetesFile(deaf, "api:1"))[0]?.toJS().spec.template.spec.shareProcessNamespace).toBe(true);
  });
});

describe("runLine", () => {
  it("quotes what a shell would take apart", () => expect(runLine(profile, "api:1")).toContain("--volume 'api-data:/data dir'"));
});
