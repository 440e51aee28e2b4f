/** Hosts, with those below them, that serve over HTTPS what they serve over HTTP, as of November 2026. `archive.ubuntu.com` does not. */
const HOSTS: ReadonlySet<string> = new Set([
  "github.com", "githubusercontent.com", "gitlab.com", "bitbucket.org", "sourceforge.net", "apache.org", "gnu.org", "python.org", "pypi.org", "pythonhosted.org", "nodejs.org", "npmjs.org", "npmjs.com",
  "rubygems.org", "maven.org", "php.net", "pecl.php.net", "getcomposer.org", "nginx.org", "openssl.org", "kernel.org", "postgresql.org", "mysql.com", "mariadb.org", "redis.io", "mongodb.org", "elastic.co",
  "google.com", "googleapis.com", "docker.com", "microsoft.com", "oracle.com", "adoptium.net", "azul.com", "s3.amazonaws.com", "releases.ubuntu.com", "cloud-images.ubuntu.com", "fedoraproject.org", "alpinelinux.org",
  "cpan.org", "r-project.org", "haskell.org", "rust-lang.org", "golang.org", "go.dev", "gradle.org", "jenkins.io", "wordpress.org", "drupal.org", "curl.se", "zlib.net", "nongnu.org", "freedesktop.org", "videolan.org", "ffmpeg.org",
  "anaconda.com", "continuum.io", "nvidia.com", "hashicorp.com", "grafana.com", "prometheus.io", "cloudflare.com", "jsdelivr.net", "unpkg.com",
]);

/** Whether a host is one of those, or below one. */
export function servesHttps(host: string): boolean {
  const parts = host.split(".");
  return parts.length <= 10 && parts.some((_, index) => HOSTS.has(parts.slice(index).join(".")));
}
