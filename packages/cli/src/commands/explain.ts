import { CrossReference } from "@bulwark/core/judge";
import { PAGES, RULES, type Rule } from "@bulwark/core/rules";
import { nearest } from "@bulwark/core/source";
import type { Invocation } from "../command-line/command.ts";
import { EXIT, UsageError, type ExitCode } from "../exit-code.ts";
import { terminalOf } from "../terminal/style.ts";

const TOOLS = [...new Set(RULES.flatMap((rule) => Object.keys(rule.peers)))];

export async function run({ positionals, values }: Invocation): Promise<ExitCode> {
  const id = positionals.join(" ");
  if (id === "") throw new UsageError("explain needs a rule; bulwark rules lists them", "explain");
  const { rulePage } = await import("@bulwark/core/report/rule-page");
  const terminal = terminalOf(values);
  const pages = find(id).map((rule) => {
    const page = PAGES[rule.id];
    return page === undefined ? "" : rulePage(rule, page, terminal);
  });
  process.stdout.write(pages.join("\n"));
  return EXIT.clean;
}

/** By our name, or by another tool's id: of the tool that is named, or of any. */
function find(id: string): readonly Rule[] {
  const own = RULES.filter((rule) => rule.id === id);
  if (own.length > 0) return own;
  const reference = new CrossReference(RULES);
  const [first = "", ...rest] = id.split(" ");
  const tool = TOOLS.find((name) => name === first.toLowerCase());
  const wanted = new Set((tool === undefined ? TOOLS : [tool]).flatMap((name) => reference.rulesFor(name, tool === undefined ? id : rest.join(" "))));
  const peers = RULES.filter((rule) => wanted.has(rule.id));
  if (peers.length > 0) return peers;
  const near = nearest(id, RULES.map((rule) => rule.id));
  throw new UsageError(`there is no rule "${id}"${near === undefined ? "; bulwark rules lists them" : `; did you mean "${near}"?`}`, "explain");
}
