import type { Identity } from "../plan.ts";

/** The commands of the one RUN of a hardened Alpine stage: upgrade, packages, account, folders; nothing is left to clean up. */
export function alpineCommands(packages: readonly string[], identity: Identity, folders: readonly string[]): readonly string[] {
  const { uid, gid } = identity;
  return [
    "apk upgrade --no-cache",
    ...(packages.length === 0 ? [] : [`apk add --no-cache ${packages.join(" ")}`]),
    `addgroup -S -g ${gid} nonroot`,
    `adduser -S -D -H -h /nonexistent -s /sbin/nologin -u ${uid} -G nonroot nonroot`,
    ...(folders.length === 0 ? [] : [`install -d -o ${uid} -g ${gid} ${folders.join(" ")}`]),
  ];
}
