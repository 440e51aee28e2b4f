export { proofHtml } from "./page.ts";
