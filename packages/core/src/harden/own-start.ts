import { fileNameOf } from "../context/path.ts";
import { valueOf } from "../source/fact.ts";
import type { Obstacle } from "./application.ts";
import { accountNumber } from "./identity.ts";
import type { HardenInput } from "./plan.ts";

/** What a start uses that works as root: it becomes another account, or gives files to one. */
const ROOT_WORK = new Set(["CHOWN", "SETGID", "SETUID"]);

/**
 * Why the image must start as root, or as the account that it names itself; undefined when another user can be set. An entrypoint
 * that prepares something as root keeps it, and the run configuration keeps what it needs for that.
 */
export function ownStart(input: HardenInput): Obstacle | undefined {
  return unnumberedAccount(input) ?? rootWork(input) ?? unreadScript(input) ?? unknownStart(input);
}

/** Files were given to the account by its name, so another number would shut the program out of them. */
function unnumberedAccount(input: HardenInput): Obstacle | undefined {
  const { user } = input.subject.posture;
  if (user.known && (user.value.root || accountNumber(user.value) !== undefined)) return undefined;
  const written = input.subject.runtimeStages.flatMap((stage) => stage.instructions.filter(({ keyword }) => keyword === "USER").slice(-1)).at(0);
  const text = user.known ? user.value.text : written?.arguments[0]?.text;
  if (text === undefined) return undefined;
  return obstacle(`USER ${text} stays, since files may belong to it and its number is not known here; write the number that "id" prints in the container, so that Kubernetes can check runAsNonRoot`, user.known ? user.evidence : []);
}

function rootWork(input: HardenInput): Obstacle | undefined {
  const { capabilities } = input.subject.posture;
  if (!startsAsRoot(input) || !capabilities.known || !capabilities.value.some((name) => ROOT_WORK.has(name))) return undefined;
  return obstacle(`what it starts works as root (it gives files to another account or becomes one), so it stays root; run it with all capabilities dropped but ${capabilities.value.join(", ")}`, capabilities.evidence);
}

/** By convention such a script prepares the container before the program, mostly as root; any other one starts the program. */
const PREPARING = ["entrypoint", "init", "bootstrap"];

function unreadScript(input: HardenInput): Obstacle | undefined {
  const { capabilities, entrypoint, ports } = input.subject.posture;
  if (!startsAsRoot(input) || capabilities.known || !entrypoint.known || !ports.known) return undefined;
  const prepares = entrypoint.value.argv.some((word) => PREPARING.some((part) => fileNameOf(word).includes(part)));
  return prepares ? obstacle(`${capabilities.reason}, so whether it needs root is not known and no user is set; set one with USER when it works as that`, entrypoint.evidence) : undefined;
}

/** Neither the file nor what is known of its base says what runs. */
function unknownStart(input: HardenInput): Obstacle | undefined {
  const { entrypoint } = input.subject.posture;
  if (!startsAsRoot(input) || entrypoint.known) return undefined;
  const says = input.subject.runtimeStages.some((stage) => stage.instructions.some(({ keyword }) => keyword === "CMD" || keyword === "ENTRYPOINT"));
  return says ? undefined : obstacle(`${entrypoint.reason}, and the file starts nothing itself, so whether it needs root is not known and no user is set`, []);
}

function startsAsRoot(input: HardenInput): boolean {
  return valueOf(input.subject.posture.user)?.root !== false;
}

function obstacle(reason: string, evidence: Obstacle["evidence"]): Obstacle {
  return { reason, evidence, rulesOut: "user" };
}
