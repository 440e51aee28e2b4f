import { type Evidence, type Fact, known, unknown } from "../../../../source/fact.ts";
import type { Application } from "../../../application.ts";
import { imageEnvironment } from "../container/stage-environment.ts";
import { callsOf, evidenceIn, type ProgramView, withoutMajor } from "./program-view.ts";

/** Functions and packages that make connections as a TLS client. */
const CLIENT_CALLS = new Set([
  "net/http.Get", "net/http.Post", "net/http.Head", "net/http.PostForm", "net/http.NewRequest", "net/http.NewRequestWithContext", "net/http/httputil.NewSingleHostReverseProxy",
  "crypto/tls.Dial", "crypto/tls.DialWithDialer", "crypto/tls.Client", "crypto/x509.SystemCertPool", "net/smtp.SendMail", "google.golang.org/grpc/credentials.NewTLS",
  "google.golang.org/grpc/credentials.NewClientTLSFromCert",
]);

/** Modules whose packages connect to services that are reached by TLS in most places. */
const CLIENT_MODULES = [
  "cloud.google.com/go", "github.com/aws/aws-sdk-go", "github.com/aws/aws-sdk-go-v2", "github.com/Azure/azure-sdk-for-go", "google.golang.org/api", "k8s.io/client-go",
  "github.com/jackc/pgx", "github.com/lib/pq", "github.com/go-sql-driver/mysql", "go.mongodb.org/mongo-driver", "github.com/redis/go-redis", "github.com/go-redis/redis", "github.com/nats-io/nats.go",
  "github.com/rabbitmq/amqp091-go", "github.com/segmentio/kafka-go", "github.com/IBM/sarama", "github.com/Shopify/sarama", "github.com/twmb/franz-go", "github.com/elastic/go-elasticsearch",
  "github.com/minio/minio-go", "github.com/stripe/stripe-go", "github.com/slack-go/slack", "github.com/getsentry/sentry-go", "github.com/go-resty/resty", "github.com/hashicorp/vault/api", "github.com/hashicorp/go-retryablehttp",
  "github.com/microsoft/go-mssqldb", "github.com/denisenkom/go-mssqldb", "go.opentelemetry.io/otel/exporters", "github.com/google/go-github", "golang.org/x/oauth2", "github.com/coreos/go-oidc", "github.com/wneessen/go-mail",
];

/** Modules that look up time zones themselves. */
const TIME_ZONE_MODULES = ["github.com/robfig/cron", "github.com/go-co-op/gocron", "github.com/go-sql-driver/mysql", "github.com/golang-module/carbon", "github.com/jinzhu/now", "github.com/jackc/pgx", "github.com/lib/pq"];

const STARTERS = new Map([["os/exec.Command", 0], ["os/exec.CommandContext", 1], ["os/exec.LookPath", 0], ["syscall.Exec", 0], ["os.StartProcess", 0]]);

/** What the base must bring, from the project's own files and the packages that they import. */
export function findNeeds(view: ProgramView): Application["needs"] {
  return { caCertificates: caCertificates(view), timeZones: timeZones(view), programs: programs(view), account: account(view) };
}

function firstImport(view: ProgramView, modules: readonly string[]): Evidence | undefined {
  for (const [path, { file, place }] of view.program.external) {
    const plain = withoutMajor(path);
    if (modules.some((module) => plain === module || plain.startsWith(`${module}/`))) return evidenceIn(file, place.start, `imports ${path}`);
  }
  return undefined;
}

/** Import paths without a dot in their first element are Go's own library. */
function isStandardLibrary(path: string): boolean {
  return !(path.split("/")[0] ?? "").includes(".");
}

function foreignPackages(view: ProgramView): readonly string[] {
  return [...view.program.external.keys()].filter((path) => !isStandardLibrary(path));
}

function looked(view: ProgramView): string {
  return `${view.program.files.length} Go files`;
}

function caCertificates(view: ProgramView): Fact<boolean> {
  const call = callsOf(view.program).find((placed) => CLIENT_CALLS.has(placed.name) || placed.name.startsWith("net/http.DefaultClient."));
  if (call !== undefined) return known(true, evidenceIn(call.file, call.call.start, `calls ${call.call.names.join(".")}`));
  const module = firstImport(view, CLIENT_MODULES);
  if (module !== undefined) return known(true, module);
  return absence(view, "no TLS client");
}

function timeZones(view: ProgramView): Fact<boolean> {
  const embedded = view.program.external.get("time/tzdata");
  if (embedded !== undefined) return known(false, evidenceIn(embedded.file, embedded.place.start, "imports time/tzdata, which builds the time zones in"));
  const call = callsOf(view.program).find((placed) => placed.name === "time.LoadLocation");
  if (call !== undefined) return known(true, evidenceIn(call.file, call.call.start, "calls time.LoadLocation"));
  const zone = imageEnvironment(view.target, "TZ");
  if (zone !== undefined && zone !== "" && zone !== "UTC") return known(true, { observation: `the image sets TZ=${zone}` });
  const module = firstImport(view, TIME_ZONE_MODULES);
  if (module !== undefined) return known(true, module);
  return absence(view, "no time.LoadLocation");
}

/** Nothing found is a fact where all was read; other people's packages may do what the project's own files do not. */
function absence(view: ProgramView, what: string): Fact<boolean> {
  const foreign = foreignPackages(view);
  if (!view.program.complete) return unknown(`${what} in ${looked(view)}, but ${view.program.gaps.join("; ")}`);
  if (foreign.length > 0) {
    const names = `${foreign.slice(0, 3).join(", ")}${foreign.length > 3 ? ", …" : ""}`;
    return unknown(`${what} in ${looked(view)}, but ${foreign.length} packages of other modules were not read (${names})`);
  }
  return known(false, { observation: `${what} in ${looked(view)}` });
}

function programs(view: ProgramView): Application["needs"]["programs"] {
  return callsOf(view.program).flatMap((placed) => {
    const argument = STARTERS.get(placed.name);
    if (argument === undefined) return [];
    const { texts } = view.values.argument(placed.file, placed.call, argument);
    const started = texts.filter((text) => text !== "");
    const names: readonly (string | undefined)[] = started.length === 0 ? [undefined] : started;
    return names.map((name) => ({
      name: name === undefined ? undefined : name.slice(name.lastIndexOf("/") + 1),
      evidence: evidenceIn(placed.file, placed.call.start, name === undefined ? "starts a program whose name only the run tells" : `starts ${name}`),
    }));
  });
}

function account(view: ProgramView): Fact<boolean> {
  const user = view.program.external.get("os/user");
  if (user !== undefined) return known(true, evidenceIn(user.file, user.place.start, "imports os/user"));
  return absence(view, "no os/user");
}
