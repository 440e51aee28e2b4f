import type { Cause } from "../../../../prove/cause.ts";
import type { Constraint } from "../../../../prove/constraint.ts";
import type { Proof, RepairStep } from "../../../../prove/proof.ts";
import { formatEvidence } from "../../../../source/fact.ts";
import { remedyText } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { bounded, code } from "../parts.ts";
import { originalFailure } from "./failures.ts";

const MOST_EVIDENCE = 12;
const MOST_CAUSES = 40;

const LIFTED: Readonly<Record<Constraint, string>> = {
  user: "not being root",
  "read-only-root": "the read-only root file system",
  capabilities: "the dropped capabilities",
  "no-new-privileges": "no-new-privileges",
  "tmpfs-noexec": "noexec on the memory file systems",
  "privileged-ports": "ports under 1024 being kept from it",
  memory: "the memory limit",
  pids: "the limit of processes",
  cpus: "the limit of processors",
};

/** Why a variant does not do what the original does, each cause with what shows it and what can be done. */
export function causes(proof: Proof): Markup | undefined {
  const { variants } = proof;
  const failure = originalFailure(proof);
  const found = variants.flatMap((variant) => variant.causes.map((cause) => ({ name: variant.name, cause })));
  if (found.length === 0) return failure;
  return html`${failure}${bounded(found, MOST_CAUSES, ({ name, cause }) => html`<article class="cause"><h3>${cause.message}</h3>${about(name, cause)}</article>
`, (left) => html`<p>${left} more causes are left out.</p>`)}`;
}

/** What was repaired on the way, in order. */
export function repairs({ repairs: steps }: Proof): Markup | undefined {
  if (steps.length === 0) return undefined;
  return html`<ol class="repairs">${bounded(steps, MOST_CAUSES, repair, (left) => html`<li>${left} more repairs are left out.</li>`)}</ol>
`;
}

function repair({ attempt, base, cause, change }: RepairStep): Markup {
  return html`<li><h3>${code(change)}</h3><p>${cause.message}</p>${about(base, cause, attempt)}</li>
`;
}

function about(name: string, cause: Cause, attempt?: number): Markup {
  return html`<dl class="about"><div><dt>Variant</dt><dd>${name}${attempt === undefined ? undefined : `, attempt ${attempt}`}</dd></div>
<div><dt>Kind</dt><dd>${cause.kind.replaceAll("-", " ")}${cause.subject === undefined ? undefined : html`: ${code(cause.subject)}`}</dd></div>
<div><dt>Stopped by</dt><dd>${cause.constraint === undefined ? "no constraint: the image itself is what differs" : `${LIFTED[cause.constraint]}; without it, it works`}</dd></div>
<div><dt>Seen</dt><dd>${cause.evidence.length === 0 ? "nothing that shows it" : html`<ul>${bounded(cause.evidence, MOST_EVIDENCE, (item) => html`<li>${formatEvidence(item)}</li>`, (left) => html`<li>and ${left} more</li>`)}</ul>`}</dd></div>
${attempt === undefined ? html`<div><dt>Remedy</dt><dd>${cause.remedy === undefined ? "none that the plan knows: a person has to change something" : html`${code("--repair")} ${remedyText(cause.remedy)}`}</dd></div>` : undefined}</dl>`;
}
