import type { ImageReference } from "../dockerfile/reference.ts";
import type { ImageKnowledge } from "../knowledge/image.ts";

const SLIM = "the -slim variant of the same image";

const JRE = "an image with a JRE alone, such as eclipse-temurin:25-jre";

/** What runs a program that a toolchain has built, by language. */
const RUNTIMES: ReadonlyMap<string, string> = new Map([
  ["go", "gcr.io/distroless/static-debian13 or scratch"],
  ["rust", "gcr.io/distroless/cc-debian13"],
  ["java", JRE],
  ["eclipse-temurin", "the -jre variant of the same image"],
  ["openjdk-builds-from-oracle", JRE],
  ["amazon-corretto", JRE],
  ["dotnet", "mcr.microsoft.com/dotnet/aspnet or runtime of the same version"],
  ["swift", SLIM],
  ["haskell", "debian:13-slim"],
  ["dart", "scratch with the files of /runtime"],
]);

/** Languages whose full image has a -slim one beside it. */
const SLIM_LANGUAGES = new Set(["nodejs", "python", "ruby", "perl"]);

export interface SmallerImage {
  /** What the larger image has too much, and that it is not needed. */
  readonly surplus: string;
  /** Whether that is something to attack with: programs, not pages of a manual. */
  readonly isArmed: boolean;
  /** The smaller image, as words. */
  readonly name: string;
}

/** An image that runs the same program with less in it; undefined when none is known. */
export function smallerImage(image: ImageKnowledge, reference: ImageReference): SmallerImage | undefined {
  if (image.role === "toolchain") return wholeToolchain(image) ?? fullVariant(image);
  if (image.name === "debian" && reference.tag?.includes("slim") !== true) return { surplus: "documentation and locales that nothing reads", isArmed: false, name: SLIM };
  return undefined;
}

/** A compiler's image, of which a built program needs nothing. */
export function wholeToolchain(image: ImageKnowledge): SmallerImage | undefined {
  const runtime = image.role === "toolchain" ? RUNTIMES.get(image.language?.name ?? "") : undefined;
  return runtime === undefined ? undefined : { surplus: "a whole toolchain that it never calls", isArmed: true, name: runtime };
}

function fullVariant(image: ImageKnowledge): SmallerImage | undefined {
  if (!image.programs.includes("gcc")) return undefined;
  const full = { surplus: "compilers, version control and hundreds of packages that it never calls", isArmed: true };
  if (image.name === "buildpack-deps") return { ...full, name: "debian:13-slim" };
  return SLIM_LANGUAGES.has(image.language?.name ?? "") ? { ...full, name: SLIM } : undefined;
}
