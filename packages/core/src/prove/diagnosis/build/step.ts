import type { LogLine } from "../log/lines.ts";

/** The instruction at which a build stopped, as its builder names it. */
export interface Step {
  /** As written: `COPY go.mod .`, without the lines that it goes on for. */
  readonly text: string;
  /** In the Dockerfile, from 1. */
  readonly line: number | undefined;
}

/** BuildKit marks it in an excerpt of the file. */
const MARK = " | >>> ";
/** Above what a step printed, in the report at the end. */
const REPORTED = "> [";
/** Buildah. */
const BUILDAH = 'building at step "';
/** Docker's builder before BuildKit, which prints each step as it begins. */
const CLASSIC = "step ";

/** Undefined when the log does not say. */
export function failedStep(lines: readonly LogLine[]): Step | undefined {
  return marked(lines) ?? reported(lines) ?? quoted(lines) ?? begun(lines);
}

function marked(lines: readonly LogLine[]): Step | undefined {
  const line = lines.find(({ text }) => text.includes(MARK));
  if (line === undefined) return undefined;
  const [number = "", ...rest] = line.text.split(MARK);
  return { text: rest.join(MARK).trim(), line: Number.isNaN(Number(number)) ? undefined : Number(number) };
}

/** `> [build 4/6] RUN go build .:`; the step's place among others is for machines. */
function reported(lines: readonly LogLine[]): Step | undefined {
  const line = lines.findLast(({ text }) => text.startsWith(REPORTED) && text.includes("] "));
  if (line === undefined) return undefined;
  const text = line.text.slice(line.text.indexOf("] ") + 2);
  return { text: text.endsWith(":") ? text.slice(0, -1) : text, line: undefined };
}

function quoted(lines: readonly LogLine[]): Step | undefined {
  const line = lines.findLast(({ lower }) => lower.includes(BUILDAH));
  if (line === undefined) return undefined;
  const start = line.lower.indexOf(BUILDAH) + BUILDAH.length;
  const end = line.text.indexOf('": ', start);
  return { text: line.text.slice(start, end === -1 ? undefined : end), line: undefined };
}

function begun(lines: readonly LogLine[]): Step | undefined {
  const line = lines.findLast(({ lower }) => lower.startsWith(CLASSIC) && lower.includes(" : "));
  return line && { text: line.text.slice(line.text.indexOf(" : ") + 3), line: undefined };
}
