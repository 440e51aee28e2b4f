import type { MappedText } from "../source/mapped-text.ts";
import type { Range } from "../source/text.ts";
import type { MountSetting } from "./instructions.ts";
import type { Flag, Instruction } from "./syntax.ts";

const MOUNT_TYPES: ReadonlySet<string> = new Set(["bind", "cache", "tmpfs", "secret", "ssh"] satisfies MountSetting["type"][]);

/**
 * The mounts of a RUN in order; none for any other instruction. Variables are not expanded, so a type that is one is `unknown`,
 * as is one that BuildKit does not know or a value that is no comma-separated list. Source: BuildKit, `commands_runmount.go`.
 */
export function readMounts(instruction: Instruction): readonly MountSetting[] {
  if (instruction.keyword !== "RUN") return [];
  return instruction.flags.flatMap((flag) => (flag.name === "mount" && flag.valueText !== undefined ? [readMount(flag, flag.valueText)] : []));
}

function readMount(flag: Flag, text: MappedText): MountSetting {
  const fields = splitFields(text.text);
  const options = new Map<string, { readonly value: string; readonly range: Range }>();
  for (const field of fields ?? []) {
    const equals = field.text.indexOf("=");
    const key = (equals === -1 ? field.text : field.text.slice(0, equals)).toLowerCase();
    options.set(key, { value: equals === -1 ? "true" : field.text.slice(equals + 1), range: text.toSourceRange(field.range) });
  }
  const type = options.get("type")?.value.toLowerCase() ?? "bind";
  return { type: fields !== undefined && isMountType(type) ? type : "unknown", options, range: flag.range, text };
}

function isMountType(text: string): text is MountSetting["type"] {
  return MOUNT_TYPES.has(text);
}

interface Field {
  readonly text: string;
  readonly range: Range;
}

/** The fields of one CSV line (RFC 4180: a field in `"` may hold commas, `""` is a quote); undefined for what BuildKit's reader refuses. */
function splitFields(line: string): readonly Field[] | undefined {
  const fields: Field[] = [];
  for (let start = 0; start <= line.length; ) {
    const field = line[start] === '"' ? quotedField(line, start) : plainField(line, start);
    if (field === undefined) return undefined;
    fields.push(field);
    start = field.range.end + 1;
  }
  return fields;
}

function plainField(line: string, start: number): Field | undefined {
  const comma = line.indexOf(",", start);
  const range = { start, end: comma === -1 ? line.length : comma };
  const text = line.slice(range.start, range.end);
  return text.includes('"') ? undefined : { text, range };
}

function quotedField(line: string, start: number): Field | undefined {
  let text = "";
  for (let from = start + 1; ; ) {
    const quote = line.indexOf('"', from);
    if (quote === -1) return undefined;
    text += line.slice(from, quote);
    const next = line[quote + 1];
    if (next === undefined || next === ",") return { text, range: { start, end: quote + 1 } };
    if (next !== '"') return undefined;
    text += '"';
    from = quote + 2;
  }
}
