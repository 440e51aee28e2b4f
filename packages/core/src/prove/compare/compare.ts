import type { Answer, CommandAnswer, Comparison, HealthAnswer, HttpAnswer, TcpAnswer } from "../answer.ts";
import type { CommandProbe, HttpProbe, Probe, TcpProbe } from "../probe.ts";
import { compareBodies } from "./body.ts";
import { unmet } from "./expectations.ts";
import { compareHeaders } from "./headers.ts";
import { excerpt, Notes } from "./notes.ts";
import { compareText } from "./text.ts";

/**
 * Whether the hardened container answers as the original does. What differs between the original's own answers is not compared: dates, ids
 * and counters are learnt so, header by header, JSON path by path, word by word. A declared probe must also hold on both sides, and
 * what it declares (a status, a header, a body or a part of one) is compared with the declaration alone.
 * @param original answers of one container to one probe, at least one.
 * @param hardened all of them must be alike.
 * @param others answers of further originals, from which only is learnt what varies: names of hosts do.
 */
export function compareAnswers(probe: Probe, original: readonly Answer[], hardened: readonly Answer[], others: readonly Answer[] = []): Comparison {
  const kinds = [...original, ...others].filter((answer) => answer.kind === probe.kind);
  const asked: Answer = original[0] ?? NOT_ASKED;
  const own = original.filter((answer) => answer.kind === probe.kind);
  const base = { probe: probe.name, original: asked, volatile: [] };
  const [first = NOT_ASKED] = hardened;
  const failed = probe.origin === "declared" ? unmet(probe, own.find((answer) => unmet(probe, answer).length > 0) ?? own[0] ?? asked) : [];
  if (failed.length > 0) return { ...base, hardened: first, result: "different", differences: failed.map((sentence) => `the original does not meet its own declaration: ${sentence}`) };
  if (own.length === 0 || !isHealthy(own)) return { ...base, hardened: first, result: "unasked", differences: [] };
  let volatile: readonly string[] = [];
  for (const answer of hardened.length === 0 ? [NOT_ASKED] : hardened) {
    const notes = new Notes();
    compareOne(probe, kinds, answer, notes);
    volatile = [...notes.volatile];
    if (notes.differences.length > 0) return { ...base, original: own[0] ?? asked, hardened: answer, result: isLeftOut(answer) ? "unasked" : "different", differences: notes.differences, volatile };
  }
  return { ...base, original: own[0] ?? asked, hardened: first, result: "alike", differences: [], volatile };
}

const NOT_ASKED: Answer = { kind: "none", reason: "it was not asked" };

/** An original that is not well by its own check shows nothing of the hardened one. */
function isHealthy(answers: readonly Answer[]): boolean {
  return answers.every((answer) => answer.kind !== "health" || answer.status === "healthy");
}

/** The plan left the check out, and says so where it does. */
function isLeftOut(answer: Answer): boolean {
  return answer.kind === "health" && answer.status === "none";
}

function compareOne(probe: Probe, samples: readonly Answer[], own: Answer, notes: Notes): void {
  if (own.kind === "none") return notes.differ(`it does not answer: ${own.reason}`);
  if (own.kind !== probe.kind) return notes.differ("it was asked something else");
  if (probe.origin === "declared") for (const sentence of unmet(probe, own)) notes.differ(sentence);
  if (probe.kind === "http" && own.kind === "http") compareHttp(probe, samples.filter((sample) => sample.kind === "http"), own, notes);
  if (probe.kind === "tcp" && own.kind === "tcp") compareTcp(probe, samples.filter((sample) => sample.kind === "tcp"), own, notes);
  if (probe.kind === "command" && own.kind === "command") compareCommand(probe, samples.filter((sample) => sample.kind === "command"), own, notes);
  if (probe.kind === "health" && own.kind === "health") compareHealth(own, notes);
}

function compareHttp(probe: HttpProbe, samples: readonly HttpAnswer[], own: HttpAnswer, notes: Notes): void {
  const isTls = (answer: HttpAnswer): boolean => answer.tls === true;
  if (samples.every((sample) => isTls(sample) !== isTls(own))) notes.differ(isTls(own) ? "it speaks TLS instead of plain HTTP" : "it speaks plain HTTP instead of TLS");
  const statuses = [...new Set(samples.map((sample) => sample.status))];
  if (statuses.length > 1) notes.varies("status");
  if (probe.status === undefined && !statuses.includes(own.status)) notes.differ(`status ${own.status} instead of ${statuses.toSorted((a, b) => a - b).join(" or ")}`);
  compareHeaders(samples.map((sample) => sample.headers), own.headers, probe.headers, notes);
  if (probe.body === undefined && probe.contains === undefined) compareBodies(samples, own, notes);
}

/** A connection alone says nothing, and a banner may come late: without words of its own, only that it was taken counts. */
function compareTcp(probe: TcpProbe, samples: readonly TcpAnswer[], own: TcpAnswer, notes: Notes): void {
  if (probe.send === undefined || probe.expect !== undefined) return;
  compareText(samples.map((sample) => sample.received), own.received, { differs: "what came back", varies: "what came back" }, notes);
}

function compareCommand(probe: CommandProbe, samples: readonly CommandAnswer[], own: CommandAnswer, notes: Notes): void {
  if (probe.contains !== undefined) return;
  compareText(samples.map((sample) => sample.output), own.output, { differs: "output", varies: "output" }, notes);
}

function compareHealth(own: HealthAnswer, notes: Notes): void {
  if (own.status === "none") notes.differ("the hardened image has no health check");
  else if (own.status !== "healthy") notes.differ(`health check: ${own.status} instead of healthy${own.output === "" ? "" : `: ${excerpt(own.output)}`}`);
}
