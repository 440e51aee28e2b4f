export { compareAnswers } from "./compare.ts";
