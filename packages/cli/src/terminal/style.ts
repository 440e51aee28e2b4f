import { styleText } from "node:util";
import type { Style, Terminal } from "@bulwark/core/report";
import type { Values } from "../command-line/command.ts";

const plain = (text: string): string => text;
const PLAIN: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, blue: plain, magenta: plain, cyan: plain };
const WIDEST = 120;
const NARROWEST = 40;
const UNKNOWN_WIDTH = 80;

type Format = Parameters<typeof styleText>[0] & string;

/** Formats are nested one by one: Node 20's array form does not obey NO_COLOR. */
function paint(format: Format): (text: string) => string {
  return (text) => (text === "" ? text : styleText(format, text, { validateStream: false }));
}

const COLOURED: Style = {
  bold: paint("bold"),
  dim: paint("dim"),
  red: paint("red"),
  yellow: paint("yellow"),
  green: paint("green"),
  blue: paint("blue"),
  magenta: paint("magenta"),
  cyan: paint("cyan"),
};

/** What the terminal can show: colour unless NO_COLOR, a dumb terminal or a pipe says otherwise (no-color.org, FORCE_COLOR). */
export function terminalOf(values: Values): Terminal {
  const environment = process.env;
  const wanted = values.get("color") ?? "auto";
  const isForced = environment["FORCE_COLOR"] !== undefined && environment["FORCE_COLOR"] !== "0";
  const isRefused = (environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb";
  const colour = wanted === "always" || (wanted === "auto" && (isForced || (process.stdout.isTTY && !isRefused)));
  const columns = Number(environment["COLUMNS"] ?? process.stdout.columns ?? UNKNOWN_WIDTH);
  const width = Math.max(NARROWEST, Math.min(Number.isFinite(columns) && columns > 0 ? columns : UNKNOWN_WIDTH, WIDEST));
  const locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? "UTF-8";
  const unicode = environment["TERM"] !== "dumb" && (/utf-?8/i.test(locale) || process.platform === "win32");
  return { style: colour ? COLOURED : PLAIN, width, unicode };
}
