import type { Answer } from "../answer.ts";
import type { Probe } from "../probe.ts";
import { excerpt } from "./notes.ts";

/** What an answer does not have and the probe declares, one sentence each, the most telling first; nothing is expected of what is discovered. */
export function unmet(probe: Probe, answer: Answer): readonly string[] {
  if (answer.kind === "none") return [`there is no answer: ${answer.reason}`];
  if (probe.kind === "http" && answer.kind === "http") {
    const headers = Object.entries(probe.headers).flatMap(([name, value]) => {
      const own = Object.hasOwn(answer.headers, name) ? answer.headers[name] : undefined;
      if (own === value) return [];
      return [own === undefined ? `header ${name} is missing` : `header ${name} is ${excerpt(own)} instead of ${excerpt(value)}`];
    });
    return [
      ...(probe.status === undefined || probe.status === answer.status ? [] : [`status ${answer.status} instead of ${probe.status}`]),
      ...headers,
      ...(probe.body === undefined || (!answer.binary && probe.body === answer.body) ? [] : [`body is ${answer.binary ? "binary data" : excerpt(answer.body)} instead of ${excerpt(probe.body)}`]),
      ...lacking("body", probe.contains, answer.binary ? "" : answer.body),
    ];
  }
  if (probe.kind === "tcp" && answer.kind === "tcp") return lacking("what came back", probe.expect, answer.received);
  if (probe.kind === "command" && answer.kind === "command") {
    const exit = answer.exit === probe.exit ? [] : [`exit code ${answer.exit} instead of ${probe.exit}${answer.output === "" ? "" : `: ${excerpt(answer.output)}`}`];
    return [...exit, ...lacking("output", probe.contains, answer.output)];
  }
  if (probe.kind === "log" && answer.kind === "log") return answer.found ? [] : [`no line of the log has ${excerpt(probe.contains)}`];
  return [];
}

function lacking(what: string, part: string | undefined, text: string): readonly string[] {
  return part === undefined || text.includes(part) ? [] : [`${what} does not have ${excerpt(part)}: ${excerpt(text)}`];
}
