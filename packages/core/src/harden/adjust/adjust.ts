import { type Fact, known } from "../../source/fact.ts";
import { type PathUse, pathFault } from "../../config/container-path.ts";
import { type Adjusted, NO_ADJUSTMENTS } from "../adjustments.ts";
import type { Application, ListeningPort } from "../application.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { FIRST_UNPRIVILEGED_PORT } from "../stage/ports.ts";
import { decide } from "./decide.ts";
import { fileDecisions, statedFiles } from "./files.ts";
import { namedWhole } from "./named-whole.ts";
import { statedPlaces } from "./places.ts";
import { settingDecisions } from "./settings.ts";
import { adjustmentsIn } from "./stated.ts";

/** The application with what people say of it in place of what its source shows, and what follows from each statement. */
export function adjust(input: HardenInput, application: Application): { readonly application: Application; readonly decisions: readonly Decision[] } {
  const stated = adjustmentsIn(input);
  const { target } = input.subject;
  if (stated === NO_ADJUSTMENTS || target === undefined) return { application, decisions: [] };
  const files = [...application.files, ...statedFiles(target, application, stated, namedWhole(input, application))];
  const places = statedPlaces(input, { ...application, files }, stated);
  return {
    application: {
      ...application,
      files,
      writes: places.writes,
      ports: application.ports.map((port) => adjustPort(port, stated.privilegedPorts)),
      needs: { ...application.needs, ...(stated.caCertificates && { caCertificates: factOf(stated.caCertificates) }), ...(stated.timeZones && { timeZones: factOf(stated.timeZones) }) },
    },
    decisions: [...places.decisions, ...fileDecisions(target, application, stated.files), ...settingDecisions(input, application, stated)],
  };
}

/** Paths that cannot be what they are named for: then nothing is planned, since half of what was said is not what was said. */
export function adjustmentFaults(input: HardenInput): readonly Decision[] {
  const { volumes, tmpfs, executableTmpfs, files } = adjustmentsIn(input);
  const faults = (use: PathUse, items: readonly Adjusted<string>[]): readonly Decision[] =>
    items.flatMap(({ value, evidence }) => {
      const fault = pathFault(use, value);
      return fault === undefined ? [] : [decide("paths", "Can this path be used so?", "refuse", `${value} ${fault}`, [evidence])];
    });
  return [...faults("volume", volumes), ...faults("tmpfs", [...tmpfs, ...executableTmpfs]), ...faults("file", files)];
}

function adjustPort(port: ListeningPort, stated: Adjusted<boolean> | undefined): ListeningPort {
  return stated?.value === true && port.port < FIRST_UNPRIVILEGED_PORT ? { ...port, fixed: true } : port;
}

function factOf<T>({ value, evidence }: Adjusted<T>): Fact<T> {
  return known(value, evidence);
}
