import { accounts } from "./accounts.ts";
import { capabilities, notPermitted } from "./capabilities.ts";
import { certificates } from "./certificates.ts";
import { denied } from "./denied.ts";
import { execution } from "./execution.ts";
import { files, modules } from "./files.ts";
import { cLibraries, libraries } from "./libraries.ts";
import { memory, processes, space } from "./limits.ts";
import { ports, takenPorts } from "./ports.ts";
import { privileges } from "./privileges.ts";
import { programFormats, programs } from "./programs.ts";
import { readOnly } from "./read-only.ts";
import type { SignatureTable } from "./signature.ts";
import { timeZones } from "./time-zones.ts";

/** All that is recognised. Adding a wording is adding a line to one of these tables, and a case to its test. */
export const SIGNATURES: readonly SignatureTable[] = [
  readOnly, denied, execution, notPermitted, capabilities, privileges, programs, programFormats, files, modules, libraries, cLibraries, ports, takenPorts,
  certificates, timeZones, accounts, memory, processes, space,
];
