import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

/** The official PHP images: command line, FastCGI pool (`fpm`) and Apache. */
export const phpImages: readonly ImageRecord[] = [
  {
    names: ["php"],
    role: "runtime",
    language: { name: "php", version: "tag" },
    distribution: {
      id: "debian",
      release: {
        steps:
          "5.6.31=jessie 5.6.36=stretch 7.0.7=? 7.0.24=jessie 7.0.30=stretch 7.1.0=? 7.1.10=jessie 7.1.17=stretch 7.1.30=buster " +
          "7.2.0=stretch 7.2.20=buster 7.3.0=stretch 7.3.7=buster 7.3.29=bullseye 7.4.0=buster 7.4.22=bullseye 8.0.0=buster " +
          "8.0.9=bullseye 8.1.20=bookworm 8.1.33=trixie 8.2.0=bullseye 8.2.7=bookworm 8.2.29=trixie 8.3.0=bookworm 8.3.24=trixie " +
          "8.4.1=bookworm 8.4.11=trixie",
      },
      alpine:
        "5.6.31=3.4 5.6.36=3.7 5.6.37=3.8 7.0.7=? 7.0.24=3.4 7.0.30=3.7 7.1.0=? 7.1.10=3.4 7.1.17=3.7 7.1.21=3.8 7.1.26=3.9 " +
        "7.1.30=3.10 7.2.0=3.6 7.2.5=3.7 7.2.9=3.8 7.2.14=3.9 7.2.19=3.10 7.2.26=3.11 7.2.31=3.12 7.3.0=3.8 7.3.1=3.9 7.3.6=3.10 " +
        "7.3.13=3.11 7.3.19=3.12 7.3.26=3.13 7.3.28=3.14 7.3.33=3.15 7.4.0=3.10 7.4.1=3.11 7.4.7=3.12 7.4.14=3.13 7.4.20=3.14 " +
        "7.4.26=3.15 7.4.29=3.16 8.0.0=3.12 8.0.1=3.13 8.0.7=3.14 8.0.13=3.15 8.0.19=3.16 8.1.0=3.15 8.1.6=3.16 8.1.13=3.17 " +
        "8.1.18=3.18 8.1.26=3.19 8.1.28=3.20 8.1.31=3.21 8.2.0=3.17 8.2.6=3.18 8.2.13=3.19 8.2.19=3.20 8.2.26=3.21 8.2.28=3.22 " +
        "8.2.29=3.23 8.2.31=3.24 8.3.0=3.19 8.3.7=3.20 8.3.14=3.21 8.3.22=3.22 8.3.28=3.23 8.3.31=3.24 8.4.1=3.21 8.4.8=3.22 " +
        "8.4.15=3.23 8.4.22=3.24 8.5.0=3.23 8.5.7=3.24",
    },
    config: { ...PLAIN_CONFIG, entrypoint: ["docker-php-entrypoint"], cmd: ["php", "-a"] },
    caCertificates: true,
    programs: ["php", "curl"],
    variants: [
      { on: "debian", programs: ["gcc", "g++", "make", "pkg-config"] },
      { on: "alpine", users: [{ name: "www-data", uid: 82, gid: 82 }] },
      { words: ["fpm"], config: { workdir: "/var/www/html", cmd: ["php-fpm"], exposedPorts: ["9000"], stopSignal: "SIGQUIT" } },
      { words: ["apache"], config: { workdir: "/var/www/html", cmd: ["apache2-foreground"], exposedPorts: ["80"], stopSignal: "SIGWINCH" } },
    ],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/docker-library/php",
    asOf: "2026-08-21",
  },
  {
    names: ["composer"],
    role: "toolchain",
    distribution: { id: "alpine" },
    config: { ...PLAIN_CONFIG, workdir: "/app", entrypoint: ["/docker-entrypoint.sh"], cmd: ["composer"] },
    caCertificates: true,
    programs: ["php", "composer", "git", "unzip"],
    source: "github.com/composer/docker",
    asOf: "2026-08-21",
  },
];
