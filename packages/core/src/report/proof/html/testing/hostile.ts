import type { Proof } from "../../../../prove/proof.ts";

/** Texts that mean something to a browser, one way or another out of each place in which a page holds text. */
export const PAYLOADS = [
  "<script>document.title='taken'</script>",
  "\"><img src=x onerror=\"document.title='taken'\">",
  "'><svg onload=alert(1)>",
  "</style><style>*{display:none}</style>",
  "</title></pre></textarea></code></svg><iframe srcdoc='<p>in</p>'></iframe>",
  "<!-- <![CDATA[ &lt;script&gt; &#60;b&#62; -->",
  "\u0000\u001B[2J\u202E\u2028<a href=javascript:alert(1)>x</a>\uD800",
] as const;

/** What is one of few words, numbers or dates, and so comes from us. */
const OURS = new Set(["kind", "result", "outcome", "protocol", "status", "seccomp", "id", "constraint", "fact", "severity", "letter", "origin", "category"]);

/** The proof with a text changed wherever it holds one from outside: names, paths, messages, bodies, names of headers, files, logs. */
export function withTexts(proof: Proof, change: (text: string) => string): Proof {
  return changed(proof, change, "");
}

function changed<T>(value: T, change: (text: string) => string, key: string): T;
function changed(value: unknown, change: (text: string) => string, key: string): unknown {
  if (typeof value === "string") return OURS.has(key) || value === "default" ? value : change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => changed(item, change, key));
  if (typeof value !== "object" || value === null) return value;
  const isMap = ["headers", "environment", "answers", "sysctls"].includes(key);
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [isMap ? change(name) : name, changed(item, change, name)]));
}
