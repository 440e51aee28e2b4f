import type { ImageRecord } from "./record.ts";

/** Microsoft's Windows images: recognised so that they are left alone. */
export const windowsImages: readonly ImageRecord[] = [
  {
    names: [
      "mcr.microsoft.com/windows", "mcr.microsoft.com/windows/server", "mcr.microsoft.com/windows/servercore", "mcr.microsoft.com/windows/nanoserver",
      "mcr.microsoft.com/windows/servercore/iis", "mcr.microsoft.com/windows/server/insider", "mcr.microsoft.com/windows/servercore/insider",
      "mcr.microsoft.com/windows/nanoserver/insider", "mcr.microsoft.com/windows/insider", "microsoft/windowsservercore", "microsoft/nanoserver",
      "microsoft/aspnet", "microsoft/iis",
    ],
    role: "windows",
    distribution: { id: "windows" },
    source: "learn.microsoft.com/virtualization/windowscontainers",
    asOf: "2026-08-21",
  },
];
