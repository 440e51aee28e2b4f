import type { ImageFacts, ImageRecord, Variant } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

const REGISTRY = "mcr.microsoft.com/dotnet";
const APP_UID = "1654";

const ALL_IMAGES: ImageFacts = {
  config: { ...PLAIN_CONFIG, cmd: ["/bin/bash"] },
  caCertificates: true,
};

/** From .NET 8 on every image has the account `app` and names it in APP_UID; the chiseled and distroless ones run as it. */
const VARIANTS: readonly Variant[] = [
  {
    from: "8",
    config: { env: { APP_UID, ASPNETCORE_HTTP_PORTS: "8080" } },
    users: [{ name: "app", uid: 1654, gid: 1654, home: "/home/app" }],
  },
  { on: "alpine", config: { cmd: ["/bin/sh"] } },
  ...["chiseled", "distroless"].map((word): Variant => ({
    words: [word],
    config: { user: APP_UID, cmd: [] },
    shell: false,
    packageManager: "none",
  })),
  ...["chiseled", "distroless"].map((word): Variant => ({ words: [word, "extra"], timeZones: true })),
];

const COMMON = {
  ...ALL_IMAGES,
  language: { name: "dotnet", version: "tag" },
  distribution: { id: "debian", release: { steps: "2.1=stretch 3.1=buster 5.0=buster 6.0=bullseye 8.0=bookworm 10.0=noble" } },
  variants: VARIANTS,
  source: "github.com/dotnet/dotnet-docker",
  asOf: "2026-08-21",
} as const;

/** Microsoft's .NET images. */
export const dotnetImages: readonly ImageRecord[] = [
  { ...COMMON, names: [`${REGISTRY}/sdk`], role: "toolchain", programs: ["dotnet", "git", "curl", "wget"] },
  { ...COMMON, names: [`${REGISTRY}/aspnet`, `${REGISTRY}/runtime`], role: "runtime", programs: ["dotnet"] },
  { ...COMMON, names: [`${REGISTRY}/runtime-deps`], role: "runtime" },
  {
    names: [`${REGISTRY}/framework/sdk`, `${REGISTRY}/framework/aspnet`, `${REGISTRY}/framework/runtime`, `${REGISTRY}/framework/wcf`],
    role: "windows",
    distribution: { id: "windows" },
    source: "github.com/microsoft/dotnet-framework-docker",
    asOf: "2026-08-21",
  },
];
