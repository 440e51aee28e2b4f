/** By which a container names itself. */
export const LOCAL_HOSTS = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"];

/** An address of the container itself, as its health check asks it. */
export interface LocalAddress {
  /** Undefined for the scheme's own. */
  readonly port: number | undefined;
  /** With query; `/` where none is written. */
  readonly path: string;
  /** By HTTPS. */
  readonly secure: boolean;
}

/**
 * The first address of the container itself in a command line: `curl -f http://localhost:8080/healthz || exit 1`. Undefined when
 * there is none, and when it has a variable that is not known.
 */
export function localAddress(text: string, variable: (name: string) => string | undefined = () => undefined): LocalAddress | undefined {
  for (const host of LOCAL_HOSTS) {
    const at = text.indexOf(host);
    if (at === -1) continue;
    let next = at + host.length;
    let port: number | undefined;
    if (text[next] === ":") {
      const read = readPort(text, next + 1, variable);
      if (read === undefined) return undefined;
      ({ port, end: next } = read);
    }
    let end = next;
    while (end < text.length && !" \t\n\"'|;&)>".includes(text[end] ?? "")) end++;
    const path = text.slice(next, end);
    if (path.includes("$")) return undefined;
    return { port, path: path.startsWith("/") ? path : "/", secure: text.slice(0, at).endsWith("https://") };
  }
  return undefined;
}

function readPort(text: string, from: number, variable: (name: string) => string | undefined): { readonly port: number; readonly end: number } | undefined {
  if (text[from] !== "$") {
    const digits = /^\d{1,5}/.exec(text.slice(from, from + 6))?.[0];
    return digits === undefined ? undefined : { port: Number(digits), end: from + digits.length };
  }
  const braced = text[from + 1] === "{";
  const start = from + (braced ? 2 : 1);
  const name = /^\w{1,64}/.exec(text.slice(start, start + 65))?.[0] ?? "";
  const close = braced ? text.indexOf("}", start) : start + name.length - 1;
  if (name === "" || close === -1) return undefined;
  const fallback = braced ? text.slice(start + name.length, close).replace(/^:?-/, "") : "";
  const value = variable(name) ?? fallback;
  return /^\d{1,5}$/.test(value) ? { port: Number(value), end: close + 1 } : undefined;
}
