import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

const AS_OF = "2026-08-21";
const NGINX_ENTRYPOINT = ["/docker-entrypoint.sh"];
const NGINX_COMMAND = ["nginx", "-g", "daemon off;"];
const NGINX_USER = { name: "nginx", uid: 101, gid: 101 };

const NGINX_RELEASES = {
  id: "debian",
  release: {
    steps:
      "1.10.1=jessie 1.12.0=stretch 1.16.1=buster 1.17.0=stretch 1.17.2=buster 1.18.0=? 1.19.0=buster 1.19.5=? 1.22.1=bullseye " +
      "1.23.0=? 1.23.4=bullseye 1.25.1=bookworm 1.28.1=trixie 1.29.0=bookworm 1.29.2=trixie",
  },
  alpine:
    "1.22.1=3.17 1.23.0=? 1.23.4=3.17 1.25.2=3.18 1.25.5=3.19 1.26.2=3.20 1.27.0=3.19 1.27.1=3.20 1.27.4=3.21 1.28.1=3.23 1.29.0=3.22 " +
    "1.29.4=3.23 1.30.4=3.24 1.31.0=3.23 1.31.3=3.24",
} as const;

/** Web servers and proxies. */
export const webServerImages: readonly ImageRecord[] = [
  {
    names: ["nginx", "public.ecr.aws/nginx/nginx"],
    role: "service",
    product: "nginx",
    distribution: NGINX_RELEASES,
    config: { ...PLAIN_CONFIG, entrypoint: NGINX_ENTRYPOINT, cmd: NGINX_COMMAND, exposedPorts: ["80"], stopSignal: "SIGQUIT" },
    users: [NGINX_USER],
    caCertificates: true,
    programs: ["nginx"],
    variants: [{ without: ["slim"], programs: ["curl"] }],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/nginx/docker-nginx",
    asOf: AS_OF,
  },
  {
    names: [
      "nginxinc/nginx-unprivileged", "public.ecr.aws/nginx/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged",
      "ghcr.io/nginxinc/nginx-unprivileged", "quay.io/nginx/nginx-unprivileged",
    ],
    role: "service",
    product: "nginx",
    distribution: NGINX_RELEASES,
    config: {
      ...PLAIN_CONFIG, user: "101", entrypoint: NGINX_ENTRYPOINT, cmd: NGINX_COMMAND, exposedPorts: ["8080"], stopSignal: "SIGQUIT",
    },
    users: [NGINX_USER],
    caCertificates: true,
    programs: ["nginx"],
    variants: [{ without: ["slim"], programs: ["curl"] }],
    source: "github.com/nginx/docker-nginx-unprivileged",
    asOf: AS_OF,
  },
  {
    names: ["httpd"],
    role: "service",
    product: "apache-http-server",
    distribution: {
      id: "debian",
      release: { steps: "2.4.48=buster 2.4.51=bullseye 2.4.57=bookworm 2.4.65=trixie" },
      alpine:
        "2.4.48=3.14 2.4.51=3.15 2.4.53=3.16 2.4.54=3.17 2.4.57=3.18 2.4.58=3.19 2.4.59=3.20 2.4.62=3.21 2.4.63=3.22 2.4.66=3.23 2.4.68=3.24",
    },
    config: { ...PLAIN_CONFIG, workdir: "/usr/local/apache2", cmd: ["httpd-foreground"], exposedPorts: ["80"], stopSignal: "SIGWINCH" },
    programs: ["httpd"],
    variants: [{ on: "alpine", users: [{ name: "www-data", uid: 82, gid: 82 }] }],
    source: "github.com/docker-library/httpd",
    asOf: AS_OF,
  },
  {
    names: ["caddy"],
    role: "service",
    distribution: { id: "alpine" },
    config: {
      ...PLAIN_CONFIG, workdir: "/srv", cmd: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
      exposedPorts: ["80", "443", "443/udp", "2019"],
    },
    caCertificates: true,
    programs: ["caddy"],
    variants: [{ words: ["builder"], role: "toolchain", config: { cmd: ["/bin/sh"] }, programs: ["go", "git", "xcaddy"] }],
    source: "github.com/caddyserver/caddy-docker",
    asOf: AS_OF,
  },
  {
    names: ["traefik"],
    role: "service",
    product: "traefik",
    distribution: {},
    config: { user: "0", workdir: "/", entrypoint: ["/entrypoint.sh"], cmd: ["traefik"], exposedPorts: ["80"] },
    programs: ["traefik"],
    variants: [{ from: "2.0", libc: "musl", packageManager: "apk", shell: true, caCertificates: true, timeZones: true }],
    source: "github.com/traefik/traefik-library-image",
    asOf: AS_OF,
  },
  {
    names: ["haproxy"],
    role: "service",
    product: "haproxy",
    distribution: {
      id: "debian",
      release: {
        steps:
          "1.7.14=buster 1.8.0=? 1.8.30=buster 1.9.0=? 2.0.24=buster 2.1.0=? 2.2.16=bullseye 2.3.0=? 2.3.13=bullseye 2.4.0=? " +
          "2.4.3=bullseye 2.4.24=bookworm 2.4.29=trixie 2.5.0=bullseye 2.6.16=bookworm 2.6.22=trixie 2.7.0=bullseye 2.7.11=bookworm " +
          "2.8.0=bullseye 2.8.5=bookworm 2.8.15=trixie 2.9.0=bookworm 3.0.11=trixie 3.1.0=bookworm 3.1.8=trixie 3.2.0=bookworm 3.2.3=trixie",
      },
    },
    config: { entrypoint: ["docker-entrypoint.sh"], cmd: ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"], stopSignal: "SIGUSR1" },
    users: [{ name: "haproxy", uid: 99, gid: 99 }],
    programs: ["haproxy"],
    variants: [
      { before: "2.4", config: { user: "0", workdir: "/" } },
      { from: "2.4", config: { user: "haproxy", workdir: "/var/lib/haproxy" } },
    ],
    source: "github.com/docker-library/haproxy",
    asOf: AS_OF,
  },
];
