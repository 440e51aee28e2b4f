export * from "./application.ts";
export * from "./base.ts";
export * from "./harden.ts";
export * from "./identity.ts";
export * from "./plan.ts";
export * from "./profile.ts";
export * from "./seal.ts";
