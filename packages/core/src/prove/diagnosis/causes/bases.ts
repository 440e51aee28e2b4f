import { valueOf } from "../../../source/fact.ts";
import type { Remedy } from "../../cause.ts";
import type { Situation } from "../situation.ts";

/** What a base would have to bring. */
export type Wanted = "shell" | "musl" | "glibc" | "package";

/**
 * Another base that has what this one lacks: Alpine has a shell and musl; whatever the original has is in its own base, hardened where
 * it stands. Undefined when this is that one already.
 */
export function otherBase(wanted: Wanted, { variant, application }: Pick<Situation, "variant" | "application">): Remedy | undefined {
  const libc = valueOf(application.libc);
  const alpine = wanted === "musl" || (wanted === "shell" && (libc === "none" || libc === "musl"));
  if (alpine && variant.base !== "alpine") return { kind: "other-base", instead: "alpine" };
  return variant.base === "hardened" ? undefined : { kind: "other-base", instead: "hardened" };
}

export function remedyWords(remedy: Remedy | undefined): string {
  if (remedy?.kind !== "other-base") return "";
  return remedy.instead === "alpine" ? "; take the variant on Alpine, which has it" : "; take the variant that hardens the original's own base, which has it";
}
