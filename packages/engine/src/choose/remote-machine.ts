/** The engine's address when it is another machine's. Sockets and pipes are this machine's, and so is what answers on a loopback address. */
export function remoteMachine(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { protocol, hostname } = new URL(endpoint);
  if (["unix:", "npipe:", "fd:"].includes(protocol)) return undefined;
  return ["", "localhost", "[::1]"].includes(hostname) || hostname.startsWith("127.") ? undefined : endpoint;
}
