// Draws what the command line prints on an example, colours and all, as docs/images/*.svg. The pictures are never drawn by hand:
// run it after a change of the output. `--check` writes nothing and fails when a picture is out of date. What is measured is another
// figure every time, and needs a container engine: it is drawn with `--measured` alone, and never checked.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const COLUMNS = 100;
/** A fixed day, so that a picture changes only when the output does. */
const TODAY = "2026-11-24";
const PICTURES = [
  { file: "check.svg", example: "go-api-alpine", args: ["check", "Dockerfile"], title: "bulwark check on examples/go-api-alpine" },
  { file: "harden.svg", example: "go-api", args: ["harden"], title: "bulwark harden on examples/go-api" },
  { file: "prove.svg", example: "go-api", args: ["prove", "--base", "distroless"], title: "bulwark prove on examples/go-api", measured: true },
];

/** The window has a background of its own, so it reads the same on a light and on a dark page. */
const WINDOW = { background: "#161b22", border: "#3d444d", text: "#d1d7e0" };
/** The colours of SGR 31 to 36 and the text itself; each has a contrast of at least 4.5 to the background. */
/** @type {Readonly<Record<number, string>>} */
const COLOURS = { 31: "#ff7b72", 32: "#56d364", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#56d4dd" };
const CELL = { width: 8, height: 18 };
const MARGIN = { left: 16, top: 44, bottom: 14 };

/** @typedef {{ bold: boolean, dim: boolean, colour: string | undefined }} Look */
/** @typedef {{ text: string, column: number, look: Look }} Run */

/** Without what an earlier `npm run demo` wrote there. @param {string} folder */
function tracked(folder) {
  return execFileSync("git", ["ls-files", "-z", "--", folder], { cwd: ROOT, encoding: "utf8" }).split("\0").filter((path) => path !== "");
}

/** What the command prints on a copy of the example, escape sequences included. @param {{ example: string, args: string[], measured?: boolean }} picture */
function output({ example, args, measured }) {
  const folder = mkdtempSync(join(tmpdir(), "picture-"));
  try {
    for (const path of tracked(`examples/${example}`)) cpSync(join(ROOT, path), join(folder, path.slice("examples/".length)));
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, "packages/cli/dist/bulwark.cjs"), ...args, "--color", "always", "--today", TODAY], {
      cwd: join(folder, example),
      encoding: "utf8",
      env: { ...(measured === true ? process.env : {}), COLUMNS: String(COLUMNS), LANG: "C.UTF-8" },
    });
    if (status === null || status > 1) throw new Error(`bulwark ${args.join(" ")} ended with ${status}: ${stderr}`);
    return stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The look behind one SGR parameter (ECMA-48, 8.3.117). @param {Look} look @param {number} code @returns {Look} */
function styled(look, code) {
  if (code === 0) return { bold: false, dim: false, colour: undefined };
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code === 39) return { ...look, colour: undefined };
  const colour = COLOURS[code];
  if (colour === undefined) throw new Error(`no look for the escape sequence ${code}`);
  return { ...look, colour };
}

/** Lines of runs that look alike; every character takes one cell. @param {string} text @returns {Run[][]} */
function readAnsi(text) {
  /** @type {Look} */
  let look = { bold: false, dim: false, colour: undefined };
  return text.split("\n").map((line) => {
    /** @type {Run[]} */
    const runs = [];
    let column = 0;
    for (const [index, part] of line.split("\u001B[").entries()) {
      const end = index === 0 ? -1 : part.indexOf("m");
      if (index > 0) for (const code of part.slice(0, end).split(";")) look = styled(look, Number(code));
      const shown = part.slice(end + 1);
      if (shown.trim() !== "") runs.push({ text: shown, column, look });
      column += [...shown].length;
    }
    return runs;
  });
}

/** @param {string} text */
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One run, pinned to its cells whatever font the viewer has. @param {Run} run @param {number} y */
function drawRun({ text, column, look }, y) {
  const indent = text.length - text.trimStart().length;
  const shown = text.trim();
  const x = MARGIN.left + (column + indent) * CELL.width;
  const classes = [look.bold ? "b" : "", look.dim ? "d" : ""].filter((name) => name !== "").join(" ");
  const attributes = [
    `x="${x}" y="${y}" textLength="${[...shown].length * CELL.width}"`,
    classes === "" ? "" : ` class="${classes}"`,
    look.colour === undefined ? "" : ` fill="${look.colour}"`,
  ];
  return `<text ${attributes.join("")}>${escape(shown)}</text>`;
}

/** @param {{ args: string[], title: string }} picture @param {Run[][]} lines */
function draw({ args, title }, lines) {
  /** @type {Run} */
  const prompt = { text: "$", column: 0, look: { bold: false, dim: true, colour: undefined } };
  /** @type {Run} */
  const typed = { text: `bulwark ${args.join(" ")}`, column: 2, look: { bold: true, dim: false, colour: undefined } };
  const rows = [[prompt, typed], ...lines];
  const width = MARGIN.left * 2 + COLUMNS * CELL.width;
  const height = MARGIN.top + rows.length * CELL.height + MARGIN.bottom;
  const text = rows.flatMap((runs, row) => runs.map((run) => drawRun(run, MARGIN.top + row * CELL.height)));
  const buttons = [20, 40, 60].map((x) => `<circle cx="${x}" cy="16" r="5" fill="${WINDOW.border}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escape(title)}</title>
<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre}.b{font-weight:700}.d{opacity:.72}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${WINDOW.background}" stroke="${WINDOW.border}"/>
${buttons.join("")}
<g fill="${WINDOW.text}">
${text.join("\n")}
</g>
</svg>
`;
}

let stale = 0;
for (const picture of PICTURES) {
  if ((picture.measured === true) !== process.argv.includes("--measured")) continue;
  const path = join(ROOT, "docs/images", picture.file);
  const svg = draw(picture, readAnsi(output(picture)));
  if (!process.argv.includes("--check")) writeFileSync(path, svg);
  else if (readFileSync(path, "utf8") !== svg) {
    stale++;
    console.error(`picture: docs/images/${picture.file} is out of date: run node scripts/picture.mjs`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
