import { KEYWORDS, type Argument, type Instruction, type Keyword } from "../syntax.ts";
import { readBody, type Body, type BodyReading } from "./body.ts";
import { isBlank, isSpace, skipSpace, trimSpan, type Span } from "./text/characters.ts";
import { checkInstruction } from "../checks/instruction.ts";
import { readFlags } from "./flags.ts";
import { GRAMMAR, UNKNOWN_INSTRUCTION } from "./grammar.ts";
import { levelAt, rangeOf, type InstructionLine, type TakenHeredocs } from "./instruction-line.ts";

/** BuildKit refuses an ONBUILD in an ONBUILD; this many are read all the same, so that one sees what they hold. */
const MAXIMUM_TRIGGER_DEPTH = 4;

const NO_HEREDOCS: TakenHeredocs = { heredocs: [], end: undefined };

/** The instruction in a stretch of a joined line; `depth` counts the ONBUILDs around it. */
export function readInstruction(line: InstructionLine, span: Span, depth: number): Instruction {
  const { text } = line.joined;
  const trimmed = trimSpan(text, span);
  const keywordSpan = { start: trimmed.start, end: endOfWord(text, trimmed, isBlank) };
  const keywordText = text.slice(keywordSpan.start, keywordSpan.end);
  const keyword = keywordOf(keywordText);
  const grammar = keyword === undefined ? UNKNOWN_INSTRUCTION : GRAMMAR[keyword];
  line.marks.push({ kind: "keyword", ...keywordSpan });

  const { flags, next } = readFlags(line, { start: keywordSpan.end, end: trimmed.end }, grammar, depth);
  const bodySpan = trimSpan(text, { start: next, end: trimmed.end });
  const body = readAnyBody({ line, span: bodySpan, grammar, depth });
  const takesHeredocs = grammar.takesHeredocs === true && body.form !== "exec" && depth <= 1;
  const { heredocs, end } = takesHeredocs ? line.takeHeredocs(grammar.expands === "all") : NO_HEREDOCS;

  const keywordRange = rangeOf(line, keywordSpan);
  const instruction: Instruction = {
    keyword,
    keywordText,
    keywordRange,
    range: { start: keywordRange.start, end: end ?? body.nested?.range.end ?? line.range.end },
    flags,
    body: line.joined.slice(bodySpan.start, bodySpan.end),
    ...body,
    heredocs,
  };
  checkInstruction(instruction, grammar, line.diagnostics, levelAt(depth));
  return instruction;
}

/** By their small letters, as BuildKit compares: `toUpperCase` would take `ſ` for an `S`. */
const KNOWN: ReadonlyMap<string, Keyword> = new Map(KEYWORDS.map((keyword) => [keyword.toLowerCase(), keyword]));
const LONGEST_KEYWORD = Math.max(...KEYWORDS.map((keyword) => keyword.length));

function keywordOf(text: string): Keyword | undefined {
  return text.length > LONGEST_KEYWORD ? undefined : KNOWN.get(text.toLowerCase());
}

interface BodyWithNested extends Body {
  readonly nested?: Instruction;
}

function readAnyBody(reading: BodyReading): BodyWithNested {
  const kind = reading.grammar.body;
  if (kind === "trigger") return readTrigger(reading);
  return kind === "health-check" ? readHealthCheck(reading) : readBody(kind, reading);
}

function readTrigger({ line, span, depth }: BodyReading): BodyWithNested {
  if (span.start === span.end) return { form: "words", arguments: [] };
  const whole = plainArgument(line, span);
  if (depth < MAXIMUM_TRIGGER_DEPTH) return { form: "words", arguments: [whole], nested: readInstruction(line, span, depth + 1) };
  const message = `More than ${MAXIMUM_TRIGGER_DEPTH} ONBUILD stand in one another, so what the innermost holds is not read; BuildKit allows one.`;
  line.diagnostics.add("error", "too-deep", whole.range, message);
  return { form: "words", arguments: [whole] };
}

/** `CMD` and its command, or `NONE`. The flags stand before it, with HEALTHCHECK itself. */
function readHealthCheck(reading: BodyReading): BodyWithNested {
  const { line, span } = reading;
  if (span.start === span.end) return { form: "words", arguments: [] };
  const { text } = line.joined;
  const kindSpan = { start: span.start, end: endOfWord(text, span, isSpace) };
  const kind = plainArgument(line, kindSpan);
  line.marks.push({ kind: "keyword", ...kindSpan });
  const bodySpan = { start: skipSpace(text, kindSpan.end, span.end), end: span.end };
  const body = readBody("command", { ...reading, span: bodySpan });
  const nested: Instruction = {
    keyword: kind.text.toUpperCase() === "CMD" ? "CMD" : undefined,
    keywordText: kind.text,
    keywordRange: kind.range,
    range: { start: kind.range.start, end: line.range.end },
    flags: [],
    body: line.joined.slice(bodySpan.start, bodySpan.end),
    ...body,
    heredocs: [],
  };
  return { form: body.form, arguments: [kind, ...body.arguments], nested };
}

/** Text that holds what is read elsewhere: no token of its own, no variables. */
function plainArgument(line: InstructionLine, span: Span): Argument {
  const mapped = line.joined.slice(span.start, span.end);
  return { text: mapped.text, range: rangeOf(line, span), mapped, variables: [] };
}

function endOfWord(text: string, { start, end }: Span, isSeparator: (code: number) => boolean): number {
  let at = start;
  while (at < end && !isSeparator(text.charCodeAt(at))) at++;
  return at;
}
