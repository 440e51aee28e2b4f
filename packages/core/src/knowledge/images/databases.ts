import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

const AS_OF = "2026-08-21";
const ENTRYPOINT = ["docker-entrypoint.sh"];

const POSTGRES_RELEASES = {
  id: "debian",
  release: {
    steps:
      "9.6=stretch 10.0=? 10.17=stretch 11.0=? 11.12=stretch 12.0=? 12.7=buster 12.8=bullseye 12.15=bookworm 13.0=? 13.3=buster " +
      "13.4=bullseye 13.11=bookworm 13.21=trixie 14.0=bullseye 14.8=bookworm 14.18=trixie 15.0=bullseye 15.3=bookworm 15.13=trixie " +
      "16.0=bookworm 16.9=trixie 17.0=bookworm 17.5=trixie",
  },
  alpine:
    "9.6=3.15 10.0=? 10.17=3.14 10.19=3.15 10.21=3.16 11.0=? 11.12=3.14 11.14=3.15 11.16=3.16 11.18=3.17 11.20=3.18 11.22=3.19 " +
    "12.0=? 12.7=3.14 12.9=3.15 12.11=3.16 12.13=3.17 12.15=3.18 12.17=3.19 12.19=3.20 12.22=3.21 13.0=? 13.3=3.14 13.5=3.15 " +
    "13.7=3.16 13.9=3.17 13.11=3.18 13.13=3.19 13.15=3.20 13.18=3.21 13.21=3.22 14.0=3.14 14.1=3.15 14.3=3.16 14.6=3.17 14.8=3.18 " +
    "14.10=3.19 14.12=3.20 14.15=3.21 14.18=3.22 14.20=3.23 14.23=3.24 15.0=3.16 15.1=3.17 15.3=3.18 15.5=3.19 15.7=3.20 15.10=3.21 " +
    "15.13=3.22 15.15=3.23 15.18=3.24 16.0=3.18 16.1=3.19 16.3=3.20 16.6=3.21 16.9=3.22 16.11=3.23 16.14=3.24 17.0=3.20 17.2=3.21 " +
    "17.5=3.22 17.7=3.23 17.10=3.24 18.0=3.22 18.1=3.23 18.4=3.24",
} as const;

const REDIS_RELEASES = {
  id: "debian",
  release: {
    steps:
      "3.2.12=stretch 4.0.0=? 4.0.10=stretch 4.0.14=buster 5.0.0=stretch 5.0.5=buster 5.0.14=bullseye 6.0.0=buster 6.0.16=bullseye " +
      "6.0.19=bookworm 6.2.0=buster 6.2.6=bullseye 6.2.12=bookworm 7.0.0=bullseye 7.0.11=bookworm 8.4.1=trixie",
  },
} as const;

const BITNAMI = [
  "postgresql", "mysql", "mariadb", "mongodb", "redis", "valkey", "kafka", "rabbitmq", "elasticsearch", "opensearch", "cassandra", "etcd", "minio",
];

/** Databases, caches and queues that keep data: their accounts own it, so their base is never changed. */
export const databaseImages: readonly ImageRecord[] = [
  {
    names: ["postgres"],
    role: "stateful",
    product: "postgresql",
    distribution: POSTGRES_RELEASES,
    config: {
      ...PLAIN_CONFIG, entrypoint: ENTRYPOINT, cmd: ["postgres"], exposedPorts: ["5432"], volumes: ["/var/lib/postgresql/data"], stopSignal: "SIGINT",
    },
    programs: ["postgres", "psql", "pg_isready"],
    variants: [
      { on: "debian", users: [{ name: "postgres", uid: 999, gid: 999, home: "/var/lib/postgresql" }] },
      { on: "alpine", users: [{ name: "postgres", uid: 70, gid: 70, home: "/var/lib/postgresql" }] },
      { from: "18", config: { volumes: ["/var/lib/postgresql"] } },
    ],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/docker-library/postgres",
    asOf: AS_OF,
  },
  {
    names: ["postgis/postgis", "pgvector/pgvector", "timescale/timescaledb"],
    role: "stateful",
    distribution: {},
    source: "built on the official postgres image",
    asOf: AS_OF,
  },
  {
    names: ["mysql"],
    role: "stateful",
    product: "mysql",
    distribution: {},
    libc: "glibc",
    shell: true,
    config: { ...PLAIN_CONFIG, entrypoint: ENTRYPOINT, cmd: ["mysqld"], exposedPorts: ["3306", "33060"], volumes: ["/var/lib/mysql"] },
    users: [{ name: "mysql", uid: 999, gid: 999 }],
    programs: ["mysqld", "mysql", "mysqladmin"],
    source: "github.com/docker-library/mysql",
    asOf: AS_OF,
  },
  {
    names: ["percona", "percona/percona-server", "container-registry.oracle.com/mysql/community-server", "mysql/mysql-server"],
    role: "stateful",
    distribution: {},
    source: "the publishers' own pages",
    asOf: AS_OF,
  },
  {
    names: ["mariadb"],
    role: "stateful",
    product: "mariadb",
    distribution: {
      id: "ubuntu",
      release: {
        steps:
          "10.0.35=xenial 10.1.14=? 10.1.34=bionic 10.2.5=? 10.2.16=bionic 10.3.0=? 10.3.8=bionic 10.3.23=focal 10.4.0=bionic " +
          "10.4.13=focal 10.5.1=bionic 10.5.3=focal 10.6.23=jammy 10.7.1=focal 10.8.3=jammy 11.4.2=noble",
      },
    },
    config: { ...PLAIN_CONFIG, entrypoint: ENTRYPOINT, cmd: ["mariadbd"], exposedPorts: ["3306"], volumes: ["/var/lib/mysql"] },
    users: [{ name: "mysql", uid: 999, gid: 999 }],
    variants: [{ before: "10.5", config: { cmd: ["mysqld"] } }],
    source: "github.com/MariaDB/mariadb-docker",
    asOf: AS_OF,
  },
  {
    names: ["mongo"],
    role: "stateful",
    product: "mongodb",
    distribution: { id: "ubuntu", release: { steps: "3.4=xenial 3.5=jessie 3.6=xenial 4.1=bionic 4.4=focal 6.0=jammy 8.0=noble" } },
    config: { ...PLAIN_CONFIG, entrypoint: ENTRYPOINT, cmd: ["mongod"], exposedPorts: ["27017"], volumes: ["/data/configdb", "/data/db"] },
    users: [{ name: "mongodb", uid: 999, gid: 999 }],
    programs: ["mongod"],
    source: "github.com/docker-library/mongo",
    asOf: AS_OF,
  },
  {
    names: ["redis"],
    role: "stateful",
    product: "redis",
    distribution: REDIS_RELEASES,
    config: { ...PLAIN_CONFIG, workdir: "/data", entrypoint: ENTRYPOINT, cmd: ["redis-server"], exposedPorts: ["6379"], volumes: ["/data"] },
    programs: ["redis-server", "redis-cli"],
    variants: [
      { on: "debian", users: [{ name: "redis", uid: 999, gid: 999 }] },
      { on: "alpine", users: [{ name: "redis", uid: 999, gid: 1000 }] },
    ],
    source: "github.com/docker-library/redis",
    asOf: AS_OF,
  },
  {
    names: ["valkey/valkey"],
    role: "stateful",
    product: "valkey",
    distribution: { id: "debian" },
    config: { ...PLAIN_CONFIG, workdir: "/data", entrypoint: ENTRYPOINT, cmd: ["valkey-server"], exposedPorts: ["6379"], volumes: ["/data"] },
    programs: ["valkey-server", "valkey-cli"],
    variants: [
      { on: "debian", users: [{ name: "valkey", uid: 999, gid: 999 }] },
      { on: "alpine", users: [{ name: "valkey", uid: 999, gid: 1000 }] },
    ],
    source: "github.com/valkey-io/valkey-container",
    asOf: AS_OF,
  },
  {
    names: ["cassandra"],
    role: "stateful",
    distribution: {},
    config: {
      ...PLAIN_CONFIG, entrypoint: ENTRYPOINT, cmd: ["cassandra", "-f"], volumes: ["/var/lib/cassandra"],
      exposedPorts: ["7000", "7001", "7199", "9042", "9160"],
    },
    users: [{ name: "cassandra", uid: 999, gid: 999 }],
    libc: "glibc",
    shell: true,
    packageManager: "apt",
    source: "github.com/docker-library/cassandra",
    asOf: AS_OF,
  },
  {
    names: ["couchdb"],
    role: "stateful",
    distribution: { id: "debian" },
    config: { user: "0", volumes: ["/opt/couchdb/data"] },
    users: [{ name: "couchdb", uid: 5984, gid: 5984 }],
    source: "github.com/apache/couchdb-docker",
    asOf: AS_OF,
  },
  {
    names: ["neo4j"],
    role: "stateful",
    distribution: { id: "debian" },
    users: [{ name: "neo4j", uid: 7474, gid: 7474 }],
    config: { volumes: ["/data", "/logs"], exposedPorts: ["7474", "7473", "7687"] },
    source: "github.com/neo4j/docker-neo4j",
    asOf: AS_OF,
  },
  {
    names: ["influxdb"],
    role: "stateful",
    distribution: { id: "debian" },
    variants: [{ from: "2", before: "3", config: { exposedPorts: ["8086"], volumes: ["/etc/influxdb2", "/var/lib/influxdb2"] } }],
    source: "github.com/influxdata/influxdata-docker",
    asOf: AS_OF,
  },
  {
    names: ["solr"],
    role: "stateful",
    distribution: { id: "ubuntu" },
    config: { user: "8983", exposedPorts: ["8983"], volumes: ["/var/solr"] },
    users: [{ name: "solr", uid: 8983, gid: 8983 }],
    source: "github.com/apache/solr-docker",
    asOf: AS_OF,
  },
  {
    names: ["clickhouse/clickhouse-server", "clickhouse"],
    role: "stateful",
    distribution: { id: "ubuntu" },
    users: [{ name: "clickhouse", uid: 101, gid: 101 }],
    source: "github.com/ClickHouse/ClickHouse docker/server",
    asOf: AS_OF,
  },
  {
    names: ["cockroachdb/cockroach", "arangodb", "rethinkdb", "scylladb/scylla", "dgraph/dgraph", "questdb/questdb", "surrealdb/surrealdb"],
    role: "stateful",
    source: "the publishers' own pages",
    asOf: AS_OF,
  },
  {
    names: ["mcr.microsoft.com/mssql/server", "mcr.microsoft.com/azure-sql-edge"],
    role: "stateful",
    distribution: { id: "ubuntu" },
    config: { exposedPorts: ["1433"] },
    users: [{ name: "mssql", uid: 10001, gid: 10001 }],
    source: "github.com/microsoft/mssql-docker",
    asOf: AS_OF,
  },
  {
    names: ["bitnami", "bitnamilegacy"].flatMap((owner) => BITNAMI.map((service) => `${owner}/${service}`)),
    role: "stateful",
    distribution: { id: "debian" },
    config: { user: "1001" },
    source: "github.com/bitnami/containers",
    asOf: AS_OF,
  },
];
