import type { Terminal } from "../../check-report.ts";
import { page } from "../../terminal/wrap.ts";
import type { Change } from "../statement/index.ts";
import { item, say } from "./lines.ts";

/** `prove --against`: what is not as the statement says, the worse first. */
export function changesTerminal(statementPath: string, changes: readonly Change[], terminal: Terminal): string {
  const worse = changes.filter((change) => change.worse);
  const others = changes.filter((change) => !change.worse);
  const head = `Against ${say(statementPath, terminal)}: ${changes.length === 0 ? "all is as it was" : worse.length === 0 ? "nothing is worse" : `${worse.length} ${worse.length === 1 ? "thing is" : "things are"} worse`}`;
  const lines = [...worse, ...others].flatMap(({ what, before, after, worse }) => item(worse ? "bad" : "none", `${say(what, terminal)}: ${say(after, terminal)}, was ${say(before, terminal)}`, terminal));
  return page(["", head, ...lines], terminal);
}
