import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

const AS_OF = "2026-08-21";

/** Words behind which Maven, Gradle and their kin write the Java version. */
const JAVA_WORDS = ["jdk", "jre", "temurin", "corretto", "openjdk", "semeru", "sapmachine", "ibmjava", "zulu"];

/** Java: development kits, runtimes, and the build tools on them. */
export const javaImages: readonly ImageRecord[] = [
  {
    names: ["eclipse-temurin"],
    role: "toolchain",
    language: { name: "java", version: "tag" },
    distribution: { id: "ubuntu", release: { steps: "8=? 16=focal 17=? 18=jammy 21=? 22=noble 25=resolute" } },
    config: PLAIN_CONFIG,
    caCertificates: true,
    programs: ["java"],
    variants: [
      { without: ["jre"], config: { cmd: ["jshell"] }, programs: ["javac", "jar", "jlink"] },
      { words: ["jre"], role: "runtime" },
    ],
    source: "github.com/docker-library/official-images @37079fb and github.com/adoptium/containers",
    asOf: AS_OF,
  },
  {
    names: ["openjdk"],
    role: "toolchain",
    language: { name: "java", version: "tag" },
    distribution: {},
    config: PLAIN_CONFIG,
    programs: ["java"],
    variants: [
      { without: ["jre"], programs: ["javac", "jar"] },
      { words: ["jre"], role: "runtime" },
    ],
    source: "github.com/docker-library/official-images @37079fb with its history; deprecated there",
    asOf: AS_OF,
  },
  {
    // The name before openjdk, which many Dockerfiles still have.
    names: ["java"],
    role: "toolchain",
    language: { name: "java", version: "tag" },
    distribution: { id: "debian" },
    config: PLAIN_CONFIG,
    programs: ["java"],
    variants: [{ words: ["jre"], role: "runtime" }],
    source: "github.com/docker-library/openjdk @ea308ddc",
    asOf: AS_OF,
  },
  {
    names: ["amazoncorretto"],
    role: "toolchain",
    language: { name: "java", version: "tag" },
    distribution: { id: "amazonlinux", release: { steps: "8=2023 15=2 17=2023 18=2 21=2023" } },
    config: PLAIN_CONFIG,
    programs: ["java"],
    source: "github.com/docker-library/official-images @37079fb and github.com/corretto/corretto-docker",
    asOf: AS_OF,
  },
  {
    names: ["maven"],
    role: "toolchain",
    language: { name: "java", version: { after: JAVA_WORDS } },
    distribution: {},
    config: { ...PLAIN_CONFIG, entrypoint: ["/usr/local/bin/mvn-entrypoint.sh"], cmd: ["mvn"] },
    caCertificates: true,
    programs: ["java", "javac", "mvn"],
    source: "github.com/carlossg/docker-maven",
    asOf: AS_OF,
  },
  {
    names: ["gradle"],
    role: "toolchain",
    language: { name: "java", version: { after: JAVA_WORDS } },
    distribution: {},
    config: { ...PLAIN_CONFIG, workdir: "/home/gradle", cmd: ["gradle"], volumes: ["/home/gradle/.gradle"] },
    users: [{ name: "gradle", uid: 1000, gid: 1000, home: "/home/gradle" }],
    caCertificates: true,
    programs: ["java", "javac", "gradle"],
    source: "github.com/keeganwitt/docker-gradle",
    asOf: AS_OF,
  },
  {
    names: ["sbtscala/scala-sbt", "hseeberger/scala-sbt"],
    role: "toolchain",
    language: { name: "java", version: { after: JAVA_WORDS } },
    distribution: {},
    programs: ["java", "javac", "sbt"],
    source: "github.com/sbt/docker-sbt",
    asOf: AS_OF,
  },
  {
    names: ["tomcat"],
    role: "service",
    product: "tomcat",
    language: { name: "java", version: { after: JAVA_WORDS } },
    distribution: {},
    config: { ...PLAIN_CONFIG, workdir: "/usr/local/tomcat", cmd: ["catalina.sh", "run"], exposedPorts: ["8080"] },
    programs: ["java"],
    source: "github.com/docker-library/tomcat",
    asOf: AS_OF,
  },
  {
    names: ["jetty"],
    role: "service",
    language: { name: "java", version: { after: JAVA_WORDS } },
    distribution: {},
    config: { user: "jetty", workdir: "/var/lib/jetty", exposedPorts: ["8080"], entrypoint: ["/docker-entrypoint.sh"] },
    users: [{ name: "jetty", uid: 999, gid: 999 }],
    programs: ["java"],
    source: "github.com/jetty/jetty.docker",
    asOf: AS_OF,
  },
];
