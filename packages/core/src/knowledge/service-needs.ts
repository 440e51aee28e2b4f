/** What the programs of well-known images need when they start as the image says. */
export interface ServiceNeeds {
  /** Capabilities that the image's own entrypoint uses when it starts as root. */
  readonly capabilities: readonly string[];
  /** Absolute paths beside its volumes that it writes. */
  readonly writes: readonly string[];
}

/** An entrypoint that hands the data folder to the service's account and becomes that account. */
const DROPS_ROOT = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

/** A master process as root with workers under another account, on a port below 1024. */
const ROOT_MASTER = ["CHOWN", "NET_BIND_SERVICE", "SETGID", "SETUID"];

/** Source: the images' Dockerfiles and entrypoints, and their documentation on read-only roots. As of 2026-08-21. */
const NEEDS: Readonly<Record<string, ServiceNeeds>> = {
  nginx: { capabilities: ROOT_MASTER, writes: ["/run", "/var/cache/nginx"] },
  "nginxinc/nginx-unprivileged": { capabilities: [], writes: ["/tmp"] },
  httpd: { capabilities: ROOT_MASTER, writes: ["/usr/local/apache2/logs"] },
  postgres: { capabilities: DROPS_ROOT, writes: ["/var/run/postgresql", "/tmp"] },
  mysql: { capabilities: DROPS_ROOT, writes: ["/var/run/mysqld", "/tmp"] },
  mariadb: { capabilities: DROPS_ROOT, writes: ["/run/mysqld", "/tmp"] },
  mongo: { capabilities: DROPS_ROOT, writes: ["/tmp"] },
  redis: { capabilities: DROPS_ROOT, writes: [] },
  "valkey/valkey": { capabilities: DROPS_ROOT, writes: [] },
  rabbitmq: { capabilities: DROPS_ROOT, writes: [] },
  node: { capabilities: [], writes: [] },
  php: { capabilities: [], writes: [] },
  composer: { capabilities: [], writes: [] },
  traefik: { capabilities: [], writes: [] },
  haproxy: { capabilities: [], writes: [] },
  memcached: { capabilities: [], writes: [] },
  cassandra: { capabilities: DROPS_ROOT, writes: [] },
};

/** What the image of a name needs beyond nothing; undefined where that is not known. */
export function serviceNeeds(name: string): ServiceNeeds | undefined {
  return Object.hasOwn(NEEDS, name) ? NEEDS[name] : undefined;
}

const TO_OTHER_ACCOUNT = ["SETGID", "SETUID"];

/** Programs that use a capability when they run as root. Source: capabilities(7) and the programs' manual pages. */
const ROOT_PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  chown: ["CHOWN"],
  chgrp: ["CHOWN"],
  chmod: ["FOWNER"],
  gosu: TO_OTHER_ACCOUNT,
  "su-exec": TO_OTHER_ACCOUNT,
  setpriv: TO_OTHER_ACCOUNT,
  runuser: TO_OTHER_ACCOUNT,
  su: TO_OTHER_ACCOUNT,
  sudo: TO_OTHER_ACCOUNT,
  cron: TO_OTHER_ACCOUNT,
  crond: TO_OTHER_ACCOUNT,
  nginx: TO_OTHER_ACCOUNT,
  httpd: TO_OTHER_ACCOUNT,
  "httpd-foreground": TO_OTHER_ACCOUNT,
  apache2: TO_OTHER_ACCOUNT,
  apachectl: TO_OTHER_ACCOUNT,
  apache2ctl: TO_OTHER_ACCOUNT,
  "apache2-foreground": TO_OTHER_ACCOUNT,
  "php-fpm": TO_OTHER_ACCOUNT,
  sshd: ["AUDIT_WRITE", "SETGID", "SETUID", "SYS_CHROOT"],
  chroot: ["SYS_CHROOT"],
  iptables: ["NET_ADMIN"],
  nft: ["NET_ADMIN"],
  sysctl: ["SYS_ADMIN"],
  mount: ["SYS_ADMIN"],
  ping: ["NET_RAW"],
  tcpdump: ["NET_RAW"],
};

export function capabilitiesOfRootProgram(name: string): readonly string[] {
  return Object.hasOwn(ROOT_PROGRAMS, name) ? (ROOT_PROGRAMS[name] ?? []) : [];
}
