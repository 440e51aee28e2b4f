import type { Rule } from "../rules/rule.ts";

/** From another tool's id to the rules of ours that speak of the same concept. */
export class CrossReference {
  readonly #byTool = new Map<string, Map<string, string[]>>();
  readonly #ids: ReadonlySet<string>;

  constructor(rules: readonly Rule[]) {
    this.#ids = new Set(rules.map((rule) => rule.id));
    for (const rule of rules) {
      for (const [tool, ids] of Object.entries(rule.peers)) {
        for (const id of ids) this.#add(tool, normaliseId(tool, id), rule.id);
      }
    }
  }

  /** Our rules for an id as people write it for a tool; `["*"]` for every rule; empty when none of ours speaks of it. */
  rulesFor(tool: string, id: string): readonly string[] {
    if (id === "*") return ["*"];
    if (tool === "bulwark") return this.#ids.has(id) ? [id] : [];
    const known = this.#byTool.get(tool);
    const wanted = normaliseId(tool, id);
    return known?.get(wanted) ?? (tool === "kics" ? this.#byKicsPrefix(wanted) : []);
  }

  #add(tool: string, id: string, rule: string): void {
    const ids = this.#byTool.get(tool) ?? new Map<string, string[]>();
    this.#byTool.set(tool, ids);
    ids.set(id, [...(ids.get(id) ?? []), rule]);
  }

  /** Comments for KICS hold whole UUIDs; the cross-reference may hold their first eight digits. */
  #byKicsPrefix(id: string): readonly string[] {
    for (const [known, rules] of this.#byTool.get("kics") ?? []) if (known.length >= 8 && id.startsWith(known)) return rules;
    return [];
  }
}

/** One spelling for each tool's several: `AVD-DS-0002`, `DS002` and `DS-0002`; a Semgrep rule by its last part. */
function normaliseId(tool: string, id: string): string {
  const lower = id.trim().toLowerCase();
  if (tool === "trivy" && (lower.startsWith("ds") || lower.startsWith("avd-ds"))) {
    const digits = lower.replaceAll(/[^0-9]/g, "");
    return `ds-${digits.slice(-4).padStart(4, "0")}`;
  }
  return tool === "semgrep" ? (lower.split(".").at(-1) ?? lower) : lower;
}
