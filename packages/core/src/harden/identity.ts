import type { Account } from "../knowledge/index.ts";
import type { ContainerUser } from "../posture/posture.ts";
import { valueOf } from "../source/fact.ts";
import type { Decision, HardenInput, Identity } from "./plan.ts";

/** Distroless' own account, and above every peer's threshold for "high" uids. */
export const NONROOT: Identity = { uid: 65532, gid: 65532 };

/** One identity for image, run line, Compose and Kubernetes: asked for, else the image's own, else 65532:65532. */
export function chooseIdentity(input: HardenInput): { readonly identity: Identity; readonly decision: Decision } {
  const question = "As whom does it run?";
  const asked = input.options.user;
  if (asked !== undefined) {
    return { identity: asked, decision: decide(question, `as ${format(asked)}, as asked for`, []) };
  }
  const user = input.subject.posture.user;
  const uid = user.known && !user.value.root ? accountNumber(user.value) : undefined;
  if (user.known && uid !== undefined) {
    const identity = { uid, gid: user.value.gid === undefined || user.value.gid === 0 ? uid : user.value.gid };
    return { identity, decision: decide(question, `as ${format(identity)}, the image's own account`, user.evidence) };
  }
  const account = ownAccount(input);
  if (account !== undefined) {
    const identity = { uid: account.uid, gid: account.gid };
    return { identity, decision: decide(question, `as ${format(identity)}, the account ${account.name} that the base brings for it`, user.known ? user.evidence : []) };
  }
  const why = user.known
    ? user.evidence
    : [{ observation: `the original's user is not known (${user.reason})` }];
  const outcome = `as ${format(NONROOT)} instead of root: by number, so that Kubernetes can check runAsNonRoot, and without an account that anything else uses`;
  return { identity: NONROOT, decision: decide(question, outcome, why) };
}

/** Images that are made for applications to run on; a distribution's accounts are its own services'. */
const APPLICATION_ROLES = new Set(["toolchain", "runtime", "service"]);
const SYSTEM_ACCOUNTS = new Set(["nobody", "www-data", "daemon", "ntp", "mail", "guest", "ubuntu"]);

/** The account that a base makes for the applications that run on it (`node`, `nginx`): it has a home and owns what it must. */
function ownAccount(input: HardenInput): Account | undefined {
  const image = valueOf(input.subject.posture.base)?.image;
  if (image === undefined || !APPLICATION_ROLES.has(image.role) || image.language?.name === "go") return undefined;
  return image.users.find((account) => account.uid >= 100 && !SYSTEM_ACCOUNTS.has(account.name));
}

/** `nobody` has this number on Debian, Ubuntu, Alpine, BusyBox and Fedora since 31. */
const NOBODY = 65534;

/** The number of the account that USER names: written, known of the image, or the same everywhere. */
export function accountNumber({ uid, text }: ContainerUser): number | undefined {
  return uid ?? (text.split(":")[0] === "nobody" ? NOBODY : undefined);
}

/** `uid:gid` as USER and `--user` take it. */
export function format(identity: Identity): string {
  return `${identity.uid}:${identity.gid}`;
}

function decide(question: string, outcome: string, evidence: Decision["evidence"]): Decision {
  return { id: "user", question, answer: "adapt", outcome, evidence, edits: [], rule: "require-user" };
}
