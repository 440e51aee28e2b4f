export { checkVariant } from "./check-variant.ts";
export type { CheckInput } from "./outcome.ts";
