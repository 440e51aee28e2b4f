import { supportOf, type Distribution } from "../knowledge/index.ts";
import type { Posture } from "../posture/posture.ts";

/** Who refreshes the base, and until when it gets fixes, in one sentence. */
export function upkeepOf(posture: Posture): string {
  const { base } = posture;
  if (!base.known) return `not known: ${base.reason}`;
  const { reference, scratch, support, distribution } = base.value;
  if (scratch) return "no base: only what is copied in, refreshed by a rebuild";
  const who = distribution?.id === "distroless" ? "Google rebuilds the base" : "the base's maintainers rebuild it";
  const until = support === undefined ? withoutEnd(distribution) : `${support.product} ${support.release} gets fixes until ${support.ends}`;
  const how = reference?.digest === undefined ? "a rebuild takes them over" : "the digest must be renewed to take them over";
  return `${who}; ${until}; ${how}`;
}

/** Distroless is made from Debian's packages, and names no end while that Debian is the newest. */
function withoutEnd(distribution: Distribution | undefined): string {
  const debian = distribution?.id === "distroless" && distribution.version !== undefined ? supportOf("debian", distribution.version) : undefined;
  return debian === undefined ? "how long it gets fixes is not known" : `no end is named; Debian ${debian.release}, of which it is made, gets fixes until ${debian.ends}`;
}

/** How to look inside a running container. */
export function debuggingOf(shells: readonly string[] | undefined): string {
  if (shells === undefined) return "not known";
  const [shell] = shells;
  return shell === undefined ? "no shell: docker debug, or kubectl debug --image=busybox --target=…" : `docker exec -it … ${shell}`;
}
