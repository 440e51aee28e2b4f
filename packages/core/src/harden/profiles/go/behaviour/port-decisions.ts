import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import { exposedPorts } from "../container/exposed-ports.ts";
import type { GoSurvey } from "../survey.ts";

/** EXPOSE and the source tell different ports; or the program listens only for itself. */
export function portDecisions(input: HardenInput, { listening, target }: GoSurvey): readonly Decision[] {
  const own = listening.ports.map((port) => port.port);
  const decisions: Decision[] = [];
  const isTold = listening.unresolved.length === 0 && own.length > 0;
  const wrong = isTold ? exposedPorts(target).filter((port) => port.range !== undefined && !own.includes(port.port)) : [];
  if (wrong.length > 0) {
    const exposed = wrong.map((port) => evidenceAt(input, port.range ?? target.from.range, `exposes ${port.port}`));
    const ports = wrong.map((port) => port.port).join(", ");
    decisions.push({
      id: "port",
      question: "Does EXPOSE name the port on which the program listens?",
      answer: "warn",
      outcome: `EXPOSE names ${ports}, the source listens on ${own.join(", ")}; the run line and the manifests follow the source`,
      evidence: [...exposed, ...listening.ports.map((port) => port.evidence)],
      edits: [],
    });
  }
  if (own.length === 0 && listening.loopback.length > 0) {
    decisions.push({
      id: "port",
      question: "Can the program be reached?",
      answer: "warn",
      outcome: "it listens only on the loopback address, which nothing outside of its container reaches; let it listen on 0.0.0.0 or an empty host",
      evidence: listening.loopback,
      edits: [],
    });
  }
  return decisions;
}
