import { COLOURS } from "./colours.ts";
import { LAYOUT } from "./layout.ts";
import { PICTURES } from "./pictures.ts";
import { PIECES } from "./pieces.ts";

/** The page's one style sheet; it is the same in every page. */
export const STYLE = `${COLOURS}${LAYOUT}${PIECES}${PICTURES}`;

/** Of the style sheet, base64, for the page's policy; a test says what it must be. */
export const STYLE_SHA256 = "ndTQMnMoDaWfL82DQQ3Xi+jJGfB3VLUXvknWGtMMYlA=";
