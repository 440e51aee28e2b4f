export { accessTo, type ProbeAccess } from "./access.ts";
export { askProbe } from "./ask.ts";
export { waitUntilReady, type Readiness, type ReadinessRequest } from "./ready.ts";
