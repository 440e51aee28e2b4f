/** A Go module that uses cgo, and what happens to it without. */
export interface CgoModule {
  /** The module's path, without a major version suffix. */
  readonly path: string;
  /**
   * required: does not build with CGO_ENABLED=0, or builds and fails when it runs. optional: has another implementation for that
   * case, and builds and works.
   */
  readonly cgo: "required" | "optional";
  /** What it links with, as people install it: `librdkafka`, `libpcap`. */
  readonly library: string | undefined;
  readonly note?: string;
}

function required(path: string, library: string, note?: string): CgoModule {
  return note === undefined ? { path, cgo: "required", library } : { path, cgo: "required", library, note };
}

function optional(path: string, library: string | undefined, note: string): CgoModule {
  return { path, cgo: "optional", library, note };
}

/** Source: the modules' own documentation and build constraints. */
export const CGO_MODULES: readonly CgoModule[] = [
  required("github.com/mattn/go-sqlite3", "sqlite3 (compiled in)", "builds without cgo and then fails on the first connection; modernc.org/sqlite needs no cgo"),
  required("gorm.io/driver/sqlite", "sqlite3 (compiled in)", "it uses github.com/mattn/go-sqlite3; github.com/glebarez/sqlite needs no cgo"),
  required("crawshaw.io/sqlite", "sqlite3 (compiled in)"),
  required("github.com/mutecomm/go-sqlcipher", "sqlcipher (compiled in)"),
  required("github.com/marcboeker/go-duckdb", "duckdb and libstdc++"),
  required("github.com/duckdb/duckdb-go", "duckdb and libstdc++"),
  required("github.com/tursodatabase/go-libsql", "libsql"),
  required("github.com/confluentinc/confluent-kafka-go", "librdkafka (compiled in; musl needs the build tag musl)"),
  required("github.com/godror/godror", "Oracle Instant Client, loaded at run time"),
  required("github.com/mattn/go-oci8", "Oracle Instant Client"),
  required("github.com/alexbrainman/odbc", "unixODBC", "on Linux and macOS; not on Windows"),
  required("github.com/ibmdb/go_ibm_db", "IBM Db2 client"),
  required("github.com/h2non/bimg", "libvips"),
  required("github.com/davidbyttow/govips", "libvips"),
  required("github.com/cshum/vipsgen", "libvips"),
  required("gopkg.in/gographics/imagick.v2", "ImageMagick 6"),
  required("gopkg.in/gographics/imagick.v3", "ImageMagick 7"),
  required("github.com/gographics/imagick", "ImageMagick"),
  required("github.com/chai2010/webp", "libwebp (compiled in)"),
  required("github.com/kolesa-team/go-webp", "libwebp"),
  required("gocv.io/x/gocv", "OpenCV"),
  required("github.com/otiai10/gosseract", "tesseract"),
  required("github.com/tensorflow/tensorflow", "libtensorflow"),
  required("github.com/wamuir/graft", "libtensorflow"),
  required("github.com/yalue/onnxruntime_go", "onnxruntime, loaded at run time"),
  required("github.com/libgit2/git2go", "libgit2"),
  required("github.com/google/gopacket/pcap", "libpcap", "only the package pcap; the rest of gopacket needs no cgo"),
  required("github.com/gopacket/gopacket/pcap", "libpcap", "only the package pcap; the rest of gopacket needs no cgo"),
  required("github.com/linxGnu/grocksdb", "rocksdb"),
  required("github.com/tecbot/gorocksdb", "rocksdb"),
  required("github.com/jmhodges/levigo", "leveldb"),
  required("github.com/bmatsuo/lmdb-go", "lmdb (compiled in)"),
  required("github.com/PowerDNS/lmdb-go", "lmdb (compiled in)"),
  required("github.com/DataDog/zstd", "zstd (compiled in)", "github.com/klauspost/compress/zstd needs no cgo"),
  required("github.com/valyala/gozstd", "zstd (compiled in)", "github.com/klauspost/compress/zstd needs no cgo"),
  required("github.com/google/brotli/go/cbrotli", "brotli", "github.com/andybalholm/brotli needs no cgo"),
  required("github.com/bytecodealliance/wasmtime-go", "wasmtime (compiled in)"),
  required("github.com/wasmerio/wasmer-go", "wasmer"),
  required("rogchap.com/v8go", "v8 (compiled in)"),
  required("github.com/go-gl/gl", "OpenGL"),
  required("github.com/go-gl/glfw", "GLFW and X11"),
  required("github.com/veandco/go-sdl2", "SDL2"),
  required("fyne.io/fyne", "OpenGL and X11"),
  required("github.com/hajimehoshi/ebiten", "X11, OpenGL and ALSA", "on Linux; not on Windows"),
  required("github.com/gotk3/gotk3", "GTK 3"),
  required("github.com/therecipe/qt", "Qt"),
  required("github.com/webview/webview_go", "WebKitGTK"),
  required("github.com/gordonklaus/portaudio", "PortAudio"),
  required("github.com/pebbe/zmq4", "ZeroMQ"),
  required("github.com/zeromq/goczmq", "CZMQ"),
  required("github.com/miekg/pkcs11", "libltdl; the token's library is loaded at run time"),
  required("github.com/ThalesGroup/crypto11", "a PKCS #11 library, loaded at run time"),
  required("github.com/spacemonkeygo/openssl", "OpenSSL"),
  required("github.com/msteinert/pam", "libpam"),
  required("github.com/coreos/go-systemd/sdjournal", "libsystemd, loaded at run time", "only the package sdjournal; the rest of go-systemd needs no cgo"),
  required("github.com/coreos/go-systemd/v22/sdjournal", "libsystemd, loaded at run time", "only the package sdjournal; the rest of go-systemd needs no cgo"),
  required("github.com/NVIDIA/go-nvml", "libnvidia-ml, loaded at run time"),
  required("github.com/libvirt/libvirt-go", "libvirt", "github.com/digitalocean/go-libvirt needs no cgo"),
  required("libvirt.org/go/libvirt", "libvirt", "github.com/digitalocean/go-libvirt needs no cgo"),
  required("github.com/ceph/go-ceph", "librados, librbd, libcephfs"),
  required("github.com/seccomp/libseccomp-golang", "libseccomp"),
  required("github.com/flier/gohs", "hyperscan"),
  required("github.com/hillu/go-yara", "yara"),
  required("github.com/lukeroth/gdal", "GDAL"),
  required("github.com/twpayne/go-geos", "GEOS"),
  required("github.com/twpayne/go-proj", "PROJ"),
  required("github.com/proglottis/gpgme", "gpgme"),
  required("github.com/containers/image", "gpgme", "the build tag containers_image_openpgp replaces it by Go"),
  required("github.com/supranational/blst", "blst (compiled in)"),
  required("github.com/herumi/bls-eth-go-binary", "bls (compiled in)"),
  required("github.com/ethereum/c-kzg-4844", "c-kzg (compiled in)"),
  required("github.com/CosmWasm/wasmvm", "libwasmvm"),
  required("github.com/ggerganov/whisper.cpp", "whisper.cpp"),
  required("github.com/go-gst/go-gst", "GStreamer"),
  required("github.com/asticode/go-astiav", "FFmpeg"),
  required("github.com/giorgisio/goav", "FFmpeg"),
  required("github.com/DataDog/go-python3", "libpython"),
  required("github.com/mattn/go-gtk", "GTK 2"),
  required("github.com/tree-sitter/go-tree-sitter", "tree-sitter (compiled in)"),
  required("github.com/smacker/go-tree-sitter", "tree-sitter (compiled in)"),
  optional("github.com/ethereum/go-ethereum", undefined, "secp256k1 and KZG fall back to Go"),
  optional("github.com/gen2brain/go-fitz", "MuPDF", "without cgo it loads the library at run time"),
  optional("github.com/cockroachdb/pebble", undefined, "memory outside the collector only with cgo"),
  optional("github.com/dgraph-io/ristretto", undefined, "jemalloc only with cgo and a build tag"),
  optional("github.com/open-policy-agent/opa", undefined, "WebAssembly policies only with cgo"),
  optional("github.com/karalabe/usb", "libusb", "without cgo no device is found"),
  optional("github.com/containers/storage", undefined, "the drivers for btrfs and devmapper only with cgo"),
];

/** The entry for a module or for a package inside one; undefined when the module is not known to use cgo. */
export function findCgoModule(path: string): CgoModule | undefined {
  const whole = withoutMajor(path);
  const entry = CGO_MODULES.find((module) => path === module.path || path.startsWith(`${module.path}/`));
  return entry ?? CGO_MODULES.find((module) => whole === module.path);
}

function withoutMajor(path: string): string {
  const slash = path.lastIndexOf("/");
  const last = path.slice(slash + 1);
  return last.length > 1 && last.startsWith("v") && Number.isInteger(Number(last.slice(1))) ? path.slice(0, slash) : path;
}
