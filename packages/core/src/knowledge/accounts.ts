import type { Account, ImageKnowledge } from "./image.ts";

const ROOT: Account = { name: "root", uid: 0, gid: 0, home: "/root" };

/** The accounts of an image, root first. */
export function accountsOf(image: ImageKnowledge): readonly Account[] {
  return [ROOT, ...image.users];
}

/** Whether the accounts of an image are known completely, so that a name that is not among them does not exist there. */
export function knowsAllAccounts(image: ImageKnowledge): boolean {
  const complete = ["debian", "ubuntu", "alpine", "distroless"].includes(image.distribution?.id ?? "");
  return complete && (image.role === "distribution" || image.role === "toolchain" || image.role === "runtime" || image.role === "minimal");
}
