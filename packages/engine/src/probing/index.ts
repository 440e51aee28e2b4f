export { accessTo, type ProbeAccess } from "./access.ts";
export { askProbe } from "./ask.ts";
export { waitUntilReady } from "./ready.ts";
