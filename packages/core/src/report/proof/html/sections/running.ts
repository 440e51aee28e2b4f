import { runOptions } from "../../../../deploy/container-settings.ts";
import { durationText } from "../../../../prove/measured/quantity.ts";
import type { Candidate, Proof } from "../../../../prove/proof.ts";
import type { Change, Trial } from "../../../../prove/trial.ts";
import { shellWord } from "../../../../shell/quote.ts";
import type { Fact } from "../../../../source/fact.ts";
import { candidates, whyNotTried } from "../candidate.ts";
import { listed } from "../figures.ts";
import { block, html, type Content, type Markup } from "../markup.ts";
import { bounded, code, folded, row, table } from "../parts.ts";
import { clip } from "../text.ts";

const MOST_CHANGES = 40;
const MOST_COMMAND = 8_000;

/** How each container was built and started, and what was seen of it while it ran. */
export function running(proof: Proof): Markup {
  const columns = candidates(proof);
  return html`${table("What was seen while the containers ran", ["Seen", ...columns.map(({ name }) => name)], SEEN.map(({ title, read }) => row(title, columns.map((candidate) => seen(candidate, read)))), "seen")}
${columns.map((candidate) => folded(html`How <strong>${candidate.name}</strong> was built and started`, commands(candidate, proof.engine.name)))}`;
}

interface Sight {
  readonly title: string;
  readonly read: (trial: Trial) => Content;
}

const SEEN: readonly Sight[] = [
  { title: "Start", read: started },
  { title: "Runs as", read: ({ process }) => of(process, ({ uid, gid }) => (uid === 0 ? `root (${uid}:${gid})` : `${uid}:${gid}`)) },
  { title: "Capabilities", read: ({ process }) => of(process, ({ capabilities }) => (capabilities.length === 0 ? "none" : capabilities.join(", "))) },
  { title: "New privileges", read: ({ process }) => of(process, ({ noNewPrivileges }) => (noNewPrivileges ? "refused" : "possible")) },
  { title: "System calls", read: ({ process }) => of(process, ({ seccomp }) => ({ off: "not filtered", strict: "strictly filtered", filter: "filtered by seccomp" })[seccomp]) },
  { title: "Root file system", read: ({ process }) => of(process, ({ readOnlyRoot }) => (readOnlyRoot ? "read-only" : "writable")) },
  { title: "Listens on", read: ({ listening }) => of(listening, (ports) => (ports.length === 0 ? "no port" : [...new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`))].join(", "))) },
  { title: "Paths changed", read: ({ changes }) => of(changes, changed) },
  { title: "Stop", read: stopped },
];

function of<T>(fact: Fact<T>, say: (value: T) => Content): Content {
  return fact.known ? say(fact.value) : html`<span class="unknown">not known: ${fact.reason}</span>`;
}

function seen(candidate: Candidate, read: Sight["read"]): Content {
  return candidate.trial === undefined ? html`<span class="unknown">${whyNotTried(candidate)}</span>` : read(candidate.trial);
}

function started({ start }: Trial): Content {
  if (start.outcome === "refused") return html`refused by the engine: ${start.error}`;
  const ready = start.readyMilliseconds === undefined ? "" : `, ready after ${durationText(start.readyMilliseconds)}`;
  const memory = start.outOfMemory ? ", out of memory" : "";
  return start.outcome === "exited" ? `ended by itself${start.exitCode === undefined ? "" : ` with exit code ${start.exitCode}`}${memory}` : `stayed${ready}${memory}`;
}

function changed(changes: readonly Change[]): Content {
  if (changes.length === 0) return "none";
  return html`<ul class="paths">${bounded(changes, MOST_CHANGES, ({ path, kind }) => html`<li>${code(path)} ${kind}</li>`, (left) => html`<li>and ${left} more</li>`)}</ul>`;
}

function stopped({ stop }: Trial): string {
  if (stop === undefined) return "not asked to: it did not run any more";
  return stop.killed ? `killed: it did not end within ${stop.grace} s of the stop signal` : `exit code ${stop.exitCode}, ${durationText(stop.milliseconds)} after the stop signal`;
}

function commands({ build, trial, image, dockerfile }: Candidate, engine: string): Markup {
  const built = build.command.map(shellWord).join(" ");
  return html`${command("Build", `${engine} ${built}`)}${trial === undefined ? undefined : command("Start", `${engine} run ${runOptions(trial.settings).map((words) => words.map(shellWord).join(" ")).join(" \\\n  ")}`)}
<dl class="about"><div><dt>Dockerfile</dt><dd>${code(dockerfile.path)}, sha256 ${code(dockerfile.sha256)}</dd></div>${image === undefined ? undefined : html`<div><dt>Image</dt><dd>${code(image.id)}</dd></div>`}${image === undefined || image.faults.length === 0 ? undefined : html`<div><dt>Not read</dt><dd>${listed(image.faults.slice(0, MOST_CHANGES))}</dd></div>`}</dl>`;
}

function command(name: string, text: string): Markup {
  return html`<h3>${name}</h3><pre class="command" tabindex="0">
${block(text, (whole) => clip(whole, MOST_COMMAND).text)}</pre>
`;
}
