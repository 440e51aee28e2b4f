export * from "./calls.ts";
export * from "./command.ts";
export { readShell, readShellText, readStageInstruction, readStageShell, readTriggerShell, type ShellOptions } from "./read-shell.ts";
export { accountCalls } from "./programs/account-calls.ts";
export { downloads } from "./programs/downloads.ts";
export { packageCalls } from "./programs/package-calls.ts";
export { permissionCalls } from "./programs/permission-calls.ts";
export { flagOf, type GoCommand, type GoFlag, isGoProgram, readGoCommand } from "./programs/go-command.ts";
export { shellPath } from "./quote.ts";
