import { itemsAt, numberAt, textAt, textsAt } from "../../json/value.ts";

/** Docker's interval where an image says none. */
const INTERVAL_MILLISECONDS = 30_000;
const NANOSECONDS = 1_000_000;

/**
 * Podman leaves health checks to timers of systemd: where there is none, nobody runs them. They are run by hand when they are due, so that
 * a container becomes healthy, or not, as it would under Docker.
 */
export class HealthChecks {
  readonly #seen = new Map<string, { readonly runs: string; readonly at: number }>();

  /** Whether the health check of a container, as `container inspect` shows it now, should have been run and was not. */
  isDue(container: string, inspected: unknown, now: number): boolean {
    const test = textsAt(inspected, "Config", "Healthcheck", "Test");
    if (test.length === 0 || test[0] === "NONE" || textAt(inspected, "State", "Status") !== "running") return false;
    // The log holds the last five runs only: their number alone would stand still.
    const runs = itemsAt(inspected, "State", "Health", "Log").map((run) => textAt(run, "Start") ?? "").join();
    const before = this.#seen.get(container);
    if (before === undefined || before.runs !== runs) this.#seen.set(container, { runs, at: now });
    if (before === undefined) return runs === "";
    const interval = (numberAt(inspected, "Config", "Healthcheck", "Interval") ?? 0) / NANOSECONDS || INTERVAL_MILLISECONDS;
    return before.runs === runs && now - before.at >= interval;
  }
}
