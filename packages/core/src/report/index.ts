export * from "./check-report.ts";
export * from "./guide/guide.ts";
export type { GuideInput, GuideVariant } from "./guide/input.ts";
