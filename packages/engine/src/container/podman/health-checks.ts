import { itemsAt, numberAt, textAt, textsAt } from "@bulwark/image";

/** Docker's interval where an image says none. */
const INTERVAL_SECONDS = 30;
const NANOSECONDS = 1_000_000_000;

/**
 * Podman leaves health checks to timers of systemd: where there is none, nobody runs them. They are run by hand when they are due, so that
 * a container becomes healthy, or not, as it would under Docker.
 */
export class HealthChecks {
  readonly #seen = new Map<string, { readonly runs: string; readonly at: number }>();
  readonly #intervals = new Map<string, number>();

  /** Seconds between two runs, where the image's own interval is not to hold. */
  every(container: string, seconds: number | undefined): void {
    if (seconds !== undefined) this.#intervals.set(container, seconds);
  }

  /** Whether the health check of a container, as `container inspect` shows it at `now` (milliseconds), should have been run and was not. */
  isDue(container: string, inspected: unknown, now: number): boolean {
    const test = textsAt(inspected, "Config", "Healthcheck", "Test");
    if (test.length === 0 || test[0] === "NONE" || textAt(inspected, "State", "Status") !== "running") return false;
    // The log holds the last five runs only: their number alone would stand still.
    const runs = itemsAt(inspected, "State", "Health", "Log").map((run) => textAt(run, "Start") ?? "").join();
    const before = this.#seen.get(container);
    if (before === undefined || before.runs !== runs) this.#seen.set(container, { runs, at: now });
    if (before === undefined) return runs === "";
    const image = (numberAt(inspected, "Config", "Healthcheck", "Interval") ?? 0) / NANOSECONDS || INTERVAL_SECONDS;
    return before.runs === runs && now - before.at >= 1000 * (this.#intervals.get(container) ?? image);
  }
}
