import { describe, expect, it } from "vitest";
import type { Application } from "../../../application.ts";
import { goProfile } from "../profile.ts";
import { project } from "../../../testing/project.ts";

const DOCKERFILE = 'FROM golang:1.26\nWORKDIR /app\nCOPY . .\nRUN go build -o main ./cmd/api\nCMD ["./main"]\n';

/** What is collected of a service whose main function is this, with imports by their paths. */
function collect(imports: readonly string[], body: string, more: Readonly<Record<string, string>> = {}): Application {
  const source = `package main\n\nimport (\n${imports.map((path) => `\t${path.includes('"') ? path : `"${path}"`}`).join("\n")}\n)\n\n${body}\n`;
  return goProfile.collect(project({ "go.mod": "module example.com/shop\n\ngo 1.26\n", "cmd/api/main.go": source, Dockerfile: DOCKERFILE, ...more }));
}

function main(statements: string): string {
  return `func main() {\n${statements}\n}`;
}

describe("the ports that a service listens on", () => {
  const port = (imports: readonly string[], body: string, more?: Readonly<Record<string, string>>) => collect(imports, body, more).ports.map((one) => [one.port, one.protocol, one.variable, one.fixed]);

  it.each([
    ["a literal", ["net/http"], main('http.ListenAndServe(":8080", nil)'), [[8080, "tcp", undefined, true]]],
    ["a constant", ["net/http"], `const addr = ":" + port\nconst port = "9000"\n${main("http.ListenAndServe(addr, nil)")}`, [[9000, "tcp", undefined, true]]],
    ["a server's field", ["net/http"], main('s := &http.Server{\n\tAddr: "0.0.0.0:8081",\n\tHandler: nil,\n}\ns.ListenAndServe()'), [[8081, "tcp", undefined, true]]],
    ["a listener", ["net"], main('net.Listen("tcp", ":50051")'), [[50051, "tcp", undefined, true]]],
    ["udp", ["net"], main('net.ListenPacket("udp", ":53")'), [[53, "udp", undefined, true]]],
    ["an environment variable with a default", ["net/http", "os"], main('port := os.Getenv("PORT")\nif port == "" {\n\tport = "8080"\n}\nhttp.ListenAndServe(":"+port, nil)'), [[8080, "tcp", "PORT", false]]],
    ["a helper with a default", ["net/http", "os"], `func env(key, fallback string) string {\n\tif v, ok := os.LookupEnv(key); ok {\n\t\treturn v\n\t}\n\treturn fallback\n}\n${main('http.ListenAndServe(":"+env("HTTP_PORT", "8088"), nil)')}`, [[8088, "tcp", "HTTP_PORT", false]]],
    ["a whole address in a variable, which is no number", ["net/http", "os", "cmp"], main('http.ListenAndServe(cmp.Or(os.Getenv("ADDR"), ":8080"), nil)'), [[8080, "tcp", undefined, false]]],
    ["a flag", ["net/http", "flag"], main('addr := flag.String("addr", ":8082", "where")\nflag.Parse()\nhttp.ListenAndServe(*addr, nil)'), [[8082, "tcp", undefined, false]]],
    ["a flag that is bound", ["net/http", "flag"], `var addr string\n\nfunc init() { flag.StringVar(&addr, "addr", ":8083", "where") }\n${main("http.ListenAndServe(addr, nil)")}`, [[8083, "tcp", undefined, false]]],
    ["Sprintf", ["net/http", "fmt"], main('http.ListenAndServe(fmt.Sprintf("%s:%d", "", 8084), nil)'), [[8084, "tcp", undefined, true]]],
    ["gin without an argument", ["github.com/gin-gonic/gin"], main("r := gin.Default()\nr.Run()"), [[8080, "tcp", "PORT", false]]],
    ["gin with one", ["github.com/gin-gonic/gin"], main('r := gin.Default()\nr.Run(":8085")'), [[8085, "tcp", undefined, true]]],
    ["echo", ["github.com/labstack/echo/v4"], main('e := echo.New()\ne.Logger.Fatal(e.Start(":1323"))'), [[1323, "tcp", undefined, true]]],
    ["fiber", ["github.com/gofiber/fiber/v2"], main('app := fiber.New()\napp.Listen(":3000")'), [[3000, "tcp", undefined, true]]],
    ["a struct's tag", ["net/http"], `type config struct {\n\tPort string \`env:"PORT" envDefault:"8086"\`\n}\n${main('var c config\nhttp.ListenAndServe(":"+c.Port, nil)')}`, [[8086, "tcp", "PORT", false]]],
    ["viper", ["net/http", "github.com/spf13/viper"], main('viper.SetDefault("port", 8087)\nviper.SetEnvPrefix("shop")\nviper.AutomaticEnv()\nhttp.ListenAndServe(":"+viper.GetString("port"), nil)'), [[8087, "tcp", "SHOP_PORT", false]]],
    ["viper into a struct", ["net/http", "github.com/spf13/viper", "github.com/spf13/pflag"], `type config struct {\n\tPort string \`mapstructure:"http-port"\`\n}\n${main('fs := pflag.NewFlagSet("x", 0)\nfs.String("http-port", "9898", "where")\nviper.BindPFlags(fs)\nvar c config\nviper.Unmarshal(&c)\nhttp.ListenAndServe(":"+c.Port, nil)')}`, [[9898, "tcp", undefined, false]]],
    ["nothing but the loopback", ["net/http"], main('http.ListenAndServe("localhost:6060", nil)'), []],
    ["a socket", ["net"], main('net.Listen("unix", "/run/app.sock")'), []],
  ])("by %s", (_, imports, body, expected) => {
    expect(port(imports, body)).toEqual(expected);
  });

  it("are not those of functions that nothing uses, nor one of several", () => {
    const more = { "internal/web/web.go": 'package web\n\nimport "net/http"\n\ntype Config struct{ Port string }\n\nfunc Serve(c Config) { http.ListenAndServe(":"+c.Port, nil) }\n', "internal/web/mock.go": 'package web\n\nfunc NewMock() Config { return Config{Port: "9999"} }\n' };
    expect(port(["example.com/shop/internal/web"], main('web.Serve(web.Config{Port: "7001"})'), more)).toEqual([[7001, "tcp", undefined, true]]);
    expect(port(["example.com/shop/internal/web"], main('web.Serve(web.Config{Port: "7001"})\nweb.Serve(web.Config{Port: "7002"})'), more)).toEqual([]);
    expect(port(["example.com/shop/internal/web"], main('web.Serve(web.Config{Port: "7001"})\nweb.Serve(web.Config{Port: "7002"})'), { ...more, Dockerfile: DOCKERFILE.replace("CMD", "EXPOSE 7002\nCMD") })).toEqual([[7002, "tcp", undefined, true]]);
  });

  it("follow a parameter to the package that calls it", () => {
    const more = { "internal/web/web.go": 'package web\n\nimport "net/http"\n\nfunc Serve(address string) { http.ListenAndServe(address, nil) }\n' };
    expect(port(["example.com/shop/internal/web"], main('web.Serve(":7000")'), more)).toEqual([[7000, "tcp", undefined, true]]);
  });

  it("are those of the image's environment where it sets one", () => {
    const more = { Dockerfile: DOCKERFILE.replace("CMD", "ENV PORT=9999\nCMD") };
    expect(port(["net/http", "os", "cmp"], main('http.ListenAndServe(":"+cmp.Or(os.Getenv("PORT"), "8080"), nil)'), more)).toEqual([[9999, "tcp", "PORT", false]]);
  });

  it("are those of the start command's flags where it gives one", () => {
    const more = { Dockerfile: DOCKERFILE.replace('"./main"', '"./main", "-addr=:9998"') };
    expect(port(["net/http", "flag"], main('addr := flag.String("addr", ":8082", "where")\nhttp.ListenAndServe(*addr, nil)'), more)).toEqual([[9998, "tcp", undefined, false]]);
  });

  it("are those of EXPOSE where the source does not tell", () => {
    const more = { Dockerfile: DOCKERFILE.replace("CMD", "EXPOSE 4000\nCMD") };
    expect(port(["net/http"], `var addr = compute()\n${main("http.ListenAndServe(addr, nil)")}`, more)).toEqual([[4000, "tcp", undefined, true]]);
  });
});

describe("the files that a service reads", () => {
  const assets = { "templates/a.html": "", "templates/b/c.html": "", "static/app.css": "", "migrations/1.sql": "", "config.yaml": "", "page.tmpl": "", "other.tmpl": "" };
  const files = (imports: readonly string[], body: string, more: Readonly<Record<string, string>> = assets) =>
    collect(imports, body, more).files.filter((file) => file.kind !== "program").map((file) => `${file.kind} ${file.path}`).sort();

  it.each([
    ["ReadFile", ["os"], main('os.ReadFile("config.yaml")'), ["file /app/config.yaml"]],
    ["ParseFiles", ["html/template"], main('template.Must(template.ParseFiles("templates/a.html", "page.tmpl"))'), ["file /app/page.tmpl", "file /app/templates/a.html"]],
    ["ParseGlob in a folder", ["html/template"], main('template.Must(template.New("").ParseGlob("templates/*.html"))'), ["folder /app/templates"]],
    ["ParseGlob in the working folder", ["text/template"], main('template.ParseGlob("*.tmpl")'), ["file /app/other.tmpl", "file /app/page.tmpl"]],
    ["http.Dir", ["net/http"], main('http.Handle("/", http.FileServer(http.Dir("./static")))'), ["folder /app/static"]],
    ["ServeFile", ["net/http"], main('http.ServeFile(w, r, "static/app.css")'), ["file /app/static/app.css"]],
    ["DirFS", ["os"], main('os.DirFS("static")'), ["folder /app/static"]],
    ["gin", ["github.com/gin-gonic/gin"], main('r := gin.New()\nr.LoadHTMLGlob("templates/**/*")\nr.Static("/assets", "./static")'), ["folder /app/static", "folder /app/templates"]],
    ["echo", ["github.com/labstack/echo/v4"], main('e := echo.New()\ne.Static("/assets", "static")'), ["folder /app/static"]],
    ["fiber", ["github.com/gofiber/fiber/v2"], main('app := fiber.New()\napp.Static("/", "static")'), ["folder /app/static"]],
    ["golang-migrate", ["github.com/golang-migrate/migrate/v4"], main('migrate.New("file://migrations", url)'), ["folder /app/migrations"]],
    ["goose", ["github.com/pressly/goose/v3"], main('goose.Up(db, "migrations")'), ["folder /app/migrations"]],
    ["viper", ["github.com/spf13/viper"], main('viper.SetConfigName("config")\nviper.AddConfigPath(".")'), ["file /app/config.yaml"]],
    ["joined literals and constants", ["os", "path/filepath"], `const root = "templates"\n${main('os.Open(filepath.Join(root, "a.html"))')}`, ["file /app/templates/a.html"]],
    ["a variable of the environment with a default", ["os", "cmp"], main('os.ReadFile(cmp.Or(os.Getenv("CONFIG"), "config.yaml"))'), ["file /app/config.yaml"]],
    ["an absolute path", ["os"], main('os.ReadFile("/app/config.yaml")'), ["file /app/config.yaml"]],
  ])("by %s", (_, imports, body, expected) => {
    expect(files(imports, body)).toEqual(expected);
  });

  it("are not those that are embedded, and not those that are never there", () => {
    const body = `//go:embed templates\nvar pages embed.FS\n\n${main('template.ParseFS(pages, "templates/*.html")\nos.ReadFile("/etc/hosts")\nos.ReadFile("missing.txt")')}`;
    expect(files(["embed", "html/template", "os"], body)).toEqual([]);
    expect(collect(["embed", "html/template", "os"], body, assets).looked).toContainEqual(expect.objectContaining({ line: 9, observation: expect.stringContaining("embeds templates") }));
  });

  it("are those that the start command names", () => {
    expect(files(["os"], main(""), { ...assets, Dockerfile: DOCKERFILE.replace('"./main"', '"./main", "--config=config.yaml"') })).toEqual(["file /app/config.yaml"]);
  });

  it("keep what only the run tells as a note", () => {
    const looked = collect(["os"], `func read(name string) { os.ReadFile(name) }\n${main("read(os.Args[1])")}`).looked;
    expect(looked).toContainEqual(expect.objectContaining({ path: "cmd/api/main.go", line: 7, observation: expect.stringContaining("only the run tells") }));
  });

  it("are followed through a COPY of a part", () => {
    const dockerfile = 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/api ./cmd/api\nFROM alpine:3.23\nWORKDIR /srv\nCOPY --from=build /out/api /usr/local/bin/\nCOPY --from=build /src/templates ./templates\nCMD ["api"]\n';
    const found = collect(["html/template"], main('template.ParseFiles("templates/a.html")'), { ...assets, Dockerfile: dockerfile });
    expect(found.files.map((file) => file.path)).toEqual(["/usr/local/bin/api", "/srv/templates/a.html"]);
    expect(found.buildStage.name).toBe("build");
  });
});

describe("what a service writes", () => {
  const writes = (imports: readonly string[], body: string) => collect(imports, body).writes.map((written) => `${written.purpose} ${written.path}`).sort();

  it.each([
    ["a file in a folder", ["os"], main('os.WriteFile("data/a.json", nil, 0o600)'), ["data /app/data"]],
    ["a folder", ["os"], main('os.MkdirAll("/var/lib/shop", 0o755)'), ["data /var/lib/shop"]],
    ["a file opened for writing", ["os"], main('os.OpenFile("log/a.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)'), ["data /app/log"]],
    ["a file opened for reading", ["os"], main('os.OpenFile("log/a.log", os.O_RDONLY, 0)'), []],
    ["a temporary file", ["os"], main('os.CreateTemp("", "x")'), ["scratch /tmp"]],
    ["a file in the temporary folder", ["os", "path/filepath"], main('os.Create(filepath.Join(os.TempDir(), "a"))'), ["scratch /tmp"]],
    ["an SQLite database", ["database/sql", '_ "modernc.org/sqlite"'], main('sql.Open("sqlite", "file:data/shop.db?_pragma=x")'), ["data /app/data"]],
    ["an SQLite database in memory", ["database/sql"], main('sql.Open("sqlite3", ":memory:")'), []],
    ["another database", ["database/sql"], main('sql.Open("postgres", "host=db")'), []],
    ["bbolt", ["go.etcd.io/bbolt"], main('bbolt.Open("/data/shop.db", 0o600, nil)'), ["data /data"]],
    ["lumberjack", ["gopkg.in/natefinch/lumberjack.v2"], main('x := &lumberjack.Logger{Filename: "/var/log/shop/a.log"}\n_ = x'), ["data /var/log/shop"]],
    ["uploads", ["net/http"], `func upload(w http.ResponseWriter, r *http.Request) { r.ParseMultipartForm(1 << 20) }\n${main('http.HandleFunc("/", upload)')}`, ["scratch /tmp"]],
    ["standard output", ["os"], main('os.OpenFile("/dev/stdout", os.O_WRONLY, 0)'), []],
    ["a field that a literal fills", ["os"], `type store struct{ path string }\n\nfunc (s *store) save() { os.WriteFile(s.path, nil, 0o600) }\n${main('s := &store{path: "state/a.db"}\ns.save()')}`, ["data /app/state"]],
  ])("%s", (_, imports, body, expected) => {
    expect(writes(imports, body)).toEqual(expected);
  });
});

describe("the health of a service", () => {
  const health = (imports: readonly string[], body: string, dockerfile = DOCKERFILE) => collect(imports, body, { Dockerfile: dockerfile }).health;
  const serve = '\nhttp.ListenAndServe(":8080", nil)';

  it.each([
    ["a handler", main(`http.HandleFunc("/healthz", nil)${serve}`), "/healthz"],
    ["a pattern with a method", main(`mux := http.NewServeMux()\nmux.HandleFunc("GET /health", nil)${serve}`), "/health"],
    ["the most telling of several", main(`http.HandleFunc("/ping", nil)\nhttp.HandleFunc("/livez", nil)${serve}`), "/livez"],
  ])("is asked at %s", (_, body, path) => {
    expect(health(["net/http"], body)).toMatchObject({ known: true, value: { port: 8080, path } });
  });

  it("is asked where the original's HEALTHCHECK asks", () => {
    const dockerfile = DOCKERFILE.replace("CMD", "HEALTHCHECK CMD wget -qO- http://127.0.0.1:${PORT:-8080}/status || exit 1\nCMD");
    expect(health(["net/http"], main(`http.HandleFunc("/healthz", nil)${serve}`), dockerfile)).toMatchObject({ value: { port: 8080, path: "/status" } });
  });

  it("follows a group's prefix, and does not guess one that is not seen", () => {
    const gin = "r := gin.New()\napi := r.Group(\"/api\")\n";
    expect(health(["github.com/gin-gonic/gin"], main(`${gin}api.GET("/health", nil)\nr.Run(":8080")`))).toMatchObject({ value: { path: "/api/health" } });
    expect(health(["github.com/gin-gonic/gin"], `func routes(g *gin.RouterGroup) { g.GET("/health", nil) }\n${main(`${gin}routes(api)\nr.Run(":8080")`)}`)).toMatchObject({ known: true, value: undefined });
  });

  it("is not found where no route looks like it, nor where only others may register one", () => {
    expect(health(["net/http"], main(`http.HandleFunc("/shop", nil)\nhttp.HandleFunc("POST /healthz", nil)${serve}`))).toMatchObject({ known: true, value: undefined });
  });
});

describe("what a service needs of its base", () => {
  it("is nothing where all that it is made of was read", () => {
    const { needs } = collect(["net/http"], main('http.ListenAndServe(":8080", nil)'));
    expect(needs).toMatchObject({ caCertificates: { known: true, value: false }, timeZones: { known: true, value: false }, account: { known: true, value: false }, programs: [] });
  });

  it("is not known where other people's packages were not read", () => {
    const { needs } = collect(["example.org/else/where"], main(""));
    expect([needs.caCertificates.known, needs.timeZones.known, needs.account.known]).toEqual([false, false, false]);
  });

  it.each([
    ["certificates for a client", ["net/http"], main('http.Get("https://example.com")'), { caCertificates: { value: true } }],
    ["certificates for a database", ["github.com/jackc/pgx/v5"], main(""), { caCertificates: { value: true } }],
    ["time zones", ["time"], main('time.LoadLocation("Europe/Berlin")'), { timeZones: { value: true } }],
    ["no time zones that are built in", ["time", '_ "time/tzdata"'], main('time.LoadLocation("Europe/Berlin")'), { timeZones: { value: false } }],
    ["accounts", ["os/user"], main("user.Current()"), { account: { value: true } }],
    ["programs", ["os/exec", "context"], main('exec.Command("/usr/bin/git", "log")\nexec.CommandContext(context.TODO(), name)'), { programs: [{ name: "git" }, { name: undefined }] }],
  ])("is %s", (_, imports, body, expected) => {
    expect(collect(imports, body).needs).toMatchObject(expected);
  });

  it("rules out bases without a shell where it starts programs", () => {
    expect(collect(["os/exec"], main('exec.Command("sh", "-c", "ls")')).obstacles.map((obstacle) => obstacle.rulesOut)).toEqual(["shell-less"]);
  });
});

describe("the environment of a service", () => {
  it("is told by name and default, never with a secret's default", () => {
    const body = `func env(key, fallback string) string {\n\tif v := os.Getenv(key); v != "" {\n\t\treturn v\n\t}\n\treturn fallback\n}\ntype config struct {\n\tMode string \`env:"MODE" envDefault:"fast"\`\n}\n${main('os.LookupEnv("A")\nenv("LEVEL", "info")\nenv("DB_PASSWORD", "hunter2")\nenv("DSN", "postgres://u:p@h/d")')}`;
    const found = collect(["os"], body).environment.map((variable) => [variable.name, variable.default]);
    expect(found).toEqual(expect.arrayContaining([["A", undefined], ["LEVEL", "info"], ["DB_PASSWORD", undefined], ["DSN", undefined], ["MODE", "fast"]]));
    expect(found).toHaveLength(5);
  });
});
