import { writtenPorts } from "../../facts/start/exposed-ports.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

/** Remote administration by port, as IANA registers them. */
const SERVICES: ReadonlyMap<number, string> = new Map([
  [22, "SSH"], [23, "Telnet"], [2375, "the Docker API without TLS"], [3389, "RDP"], [5800, "VNC over HTTP"], [5900, "VNC"], [5985, "WinRM"], [5986, "WinRM"],
]);

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { port, protocol, range } of writtenPorts(subject)) {
    const service = SERVICES.get(port);
    if (service === undefined || protocol !== "tcp") continue;
    yield {
      range,
      message: `Port ${port} is the port of ${service}: a second way into the container beside the application, with its own passwords and vulnerabilities.`,
      fix: { kind: "suggested", description: `Remove the service, and ${port} from EXPOSE; enter the container with docker exec or kubectl exec`, edits: [] },
    };
  }
}
