import { shellPath } from "../shell/quote.ts";

/** What `docker build` is told. */
export interface BuildLine {
  readonly image: string;
  readonly dockerfile: string;
  readonly context: string;
  /** Variables that the build takes by secret mounts, each under its name in lower case. */
  readonly secrets: readonly string[];
  /** Where another stage than the last is built. */
  readonly target: string | undefined;
}

/** `docker build …`, to be pasted into a POSIX shell. */
export function buildLine({ image, dockerfile, context, secrets, target }: BuildLine): string {
  const options = [...secrets.map((secret) => `--secret id=${secret.toLowerCase()},env=${secret}`), ...(target === undefined ? [] : [`--target ${target}`]), `-t ${image}`, `-f ${shellPath(dockerfile)}`];
  return `docker build ${options.join(" ")} ${shellPath(context)}`;
}
