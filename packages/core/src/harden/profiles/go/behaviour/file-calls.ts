import type { CallPattern } from "./program-view.ts";

/** A call that takes the path of a file or folder of the image. */
export interface FileCall extends CallPattern {
  /** Which arguments are paths; "all" from the first on. */
  readonly arguments: readonly number[] | "all";
  readonly kind: "file" | "folder" | "glob";
  /** It goes on without: `godotenv.Load()` and viper look and take what is there. */
  readonly optional?: true;
  /** What is read when the call has no argument. */
  readonly fallback?: string;
}

function file(name: string, argument = 0): FileCall {
  return { name, arguments: [argument], kind: "file" };
}

function folder(name: string, argument = 0): FileCall {
  return { name, arguments: [argument], kind: "folder" };
}

function method(of: string, name: string, kind: FileCall["kind"], takes: FileCall["arguments"]): FileCall {
  return { name, of, kind, arguments: takes };
}

/** Calls that read at run time. Source: the packages' documentation. */
export const READS: readonly FileCall[] = [
  file("os.ReadFile"), file("os.Open"), file("io/ioutil.ReadFile"), file("net/http.ServeFile", 2),
  folder("os.ReadDir"), folder("io/ioutil.ReadDir"), folder("os.DirFS"), folder("net/http.Dir"), folder("path/filepath.Walk"), folder("path/filepath.WalkDir"),
  { name: "path/filepath.Glob", arguments: [0], kind: "glob" },
  { name: "crypto/tls.LoadX509KeyPair", arguments: [0, 1], kind: "file" },
  { name: "net/http.ListenAndServeTLS", arguments: [1, 2], kind: "file" },
  file("plugin.Open"),
  { name: "html/template.ParseFiles", arguments: "all", kind: "file" },
  { name: "text/template.ParseFiles", arguments: "all", kind: "file" },
  { name: "html/template.ParseGlob", arguments: [0], kind: "glob" },
  { name: "text/template.ParseGlob", arguments: [0], kind: "glob" },
  method("html/template", "ParseFiles", "file", "all"), method("text/template", "ParseFiles", "file", "all"),
  method("html/template", "ParseGlob", "glob", [0]), method("text/template", "ParseGlob", "glob", [0]),
  method("github.com/gin-gonic/gin", "LoadHTMLGlob", "glob", [0]), method("github.com/gin-gonic/gin", "LoadHTMLFiles", "file", "all"),
  method("github.com/gin-gonic/gin", "Static", "folder", [1]), method("github.com/gin-gonic/gin", "StaticFile", "file", [1]),
  method("github.com/gin-gonic/gin", "File", "file", [0]),
  folder("github.com/gin-gonic/gin.Dir"),
  method("github.com/labstack/echo", "Static", "folder", [1]), folder("github.com/labstack/echo/middleware.Static"),
  method("github.com/gofiber/fiber", "Static", "folder", [1]), method("github.com/gofiber/fiber", "SendFile", "file", [0]),
  folder("github.com/gofiber/template/html.New"), folder("github.com/gofiber/template/django.New"), folder("github.com/gofiber/template/handlebars.New"),
  folder("github.com/valyala/fasthttp.FSHandler"),
  folder("github.com/pressly/goose.Up", 1), folder("github.com/pressly/goose.UpContext", 2), folder("github.com/pressly/goose.Run", 2),
  file("github.com/BurntSushi/toml.DecodeFile"), file("gopkg.in/ini.v1.Load"), file("github.com/ilyakaznacheev/cleanenv.ReadConfig"),
  file("github.com/knadh/koanf/providers/file.Provider"), file("github.com/oschwald/geoip2-golang.Open"), file("github.com/oschwald/maxminddb-golang.Open"),
  method("github.com/nicksnyder/go-i18n", "LoadMessageFile", "file", [0]), method("github.com/nicksnyder/go-i18n", "MustLoadMessageFile", "file", [0]),
  { name: "github.com/casbin/casbin.NewEnforcer", arguments: "all", kind: "file" },
  { name: "github.com/joho/godotenv.Load", arguments: "all", kind: "file", optional: true, fallback: ".env" },
  { name: "github.com/joho/godotenv.Overload", arguments: "all", kind: "file", optional: true, fallback: ".env" },
  { name: "github.com/joho/godotenv.Read", arguments: "all", kind: "file", optional: true, fallback: ".env" },
  { name: "github.com/spf13/viper.SetConfigFile", arguments: [0], kind: "file", optional: true },
  { ...method("github.com/spf13/viper", "SetConfigFile", "file", [0]), optional: true },
];

/** Fields of literals that name what is read. */
export const READ_FIELDS: readonly { readonly type: string; readonly key: string; readonly kind: "file" | "folder" }[] = [
  { type: "github.com/rubenv/sql-migrate.FileMigrationSource", key: "Dir", kind: "folder" },
  { type: "github.com/valyala/fasthttp.FS", key: "Root", kind: "folder" },
];

/** A call that writes. `path` is what its argument is: a file, a folder, or a data source name of SQLite. */
export interface WriteCall extends CallPattern {
  readonly argument: number;
  readonly path: "file" | "folder" | "data-source" | "temporary";
}

function writes(name: string, path: WriteCall["path"], argument = 0): WriteCall {
  return { name, path, argument };
}

/** Calls that write at run time; `os.OpenFile` stands apart, since its flags decide. Source: the packages' documentation. */
export const WRITES: readonly WriteCall[] = [
  writes("os.Create", "file"), writes("os.WriteFile", "file"), writes("io/ioutil.WriteFile", "file"), writes("os.Rename", "file", 1),
  writes("os.Mkdir", "folder"), writes("os.MkdirAll", "folder"), writes("os.Symlink", "file", 1), writes("os.Truncate", "file"),
  writes("os.CreateTemp", "temporary"), writes("os.MkdirTemp", "temporary"), writes("io/ioutil.TempFile", "temporary"), writes("io/ioutil.TempDir", "temporary"),
  writes("gorm.io/driver/sqlite.Open", "data-source"), writes("github.com/glebarez/sqlite.Open", "data-source"),
  writes("go.etcd.io/bbolt.Open", "file"), writes("github.com/boltdb/bolt.Open", "file"), writes("github.com/coreos/bbolt.Open", "file"),
  writes("github.com/dgraph-io/badger.DefaultOptions", "folder"), writes("github.com/syndtr/goleveldb/leveldb.OpenFile", "folder"),
  writes("github.com/cockroachdb/pebble.Open", "folder"), writes("github.com/blevesearch/bleve.New", "folder"), writes("github.com/blevesearch/bleve.Open", "folder"),
  writes("golang.org/x/crypto/acme/autocert.DirCache", "folder"),
  { name: "SaveUploadedFile", of: "github.com/gin-gonic/gin", argument: 1, path: "file" },
  { name: "SaveFile", of: "github.com/gofiber/fiber", argument: 1, path: "file" },
];

export const WRITE_FIELDS: readonly { readonly type: string; readonly key: string }[] = [
  { type: "gopkg.in/natefinch/lumberjack.v2.Logger", key: "Filename" },
  { type: "github.com/natefinch/lumberjack.Logger", key: "Filename" },
];

/** Database drivers that keep their data in a file of the container. */
export const FILE_DATABASES: ReadonlySet<string> = new Set(["sqlite", "sqlite3", "sqlite3_extended", "duckdb", "ql"]);

/** `Open(driver, source)` of the packages that take a driver's name. */
export const DATABASE_CALLS: ReadonlySet<string> = new Set(["database/sql.Open", "github.com/jmoiron/sqlx.Open", "github.com/jmoiron/sqlx.Connect", "github.com/jmoiron/sqlx.MustConnect", "github.com/jmoiron/sqlx.MustOpen", "xorm.io/xorm.NewEngine"]);

/** Handlers of uploads keep what does not fit into memory in the temporary folder. */
export const UPLOAD_CALLS: ReadonlySet<string> = new Set(["ParseMultipartForm", "FormFile", "MultipartForm"]);
