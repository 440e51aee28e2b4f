# Unpacks $PACKAGES into /out without running their scripts, and adds what a root folder needs to be used: accounts, certificates, folders.
set -eu
mkdir -p /packages /out/var/lib/dpkg/status.d /out/etc/ssl/certs /out/tmp /out/root /out/home/nonroot
apt-get update -q
cd /packages
apt-get download -q $PACKAGES
for file in *.deb; do
  name=$(dpkg-deb --field "$file" Package)
  dpkg-deb --fsys-tarfile "$file" | tar --extract --directory /out --keep-directory-symlink
  dpkg-deb --field "$file" >"/out/var/lib/dpkg/status.d/$name"
  dpkg-deb --control "$file" /control
  if [ -e /control/md5sums ]; then cp /control/md5sums "/out/var/lib/dpkg/status.d/$name.md5sums"; fi
  rm -r /control
done

cd /out
rm -rf usr/share/man usr/share/info usr/share/locale usr/share/lintian usr/share/bug usr/share/bash-completion usr/sbin/update-ca-certificates etc/ca-certificates
find usr/share/doc -mindepth 1 -not -type d -not -name copyright -delete
find usr/share/doc -mindepth 1 -type d -empty -delete

find usr/share/ca-certificates/mozilla -name '*.crt' | sort | xargs cat >etc/ssl/certs/ca-certificates.crt
find /run/machine/authorities -name '*.crt' | sort | xargs -r cat >>etc/ssl/certs/ca-certificates.crt

cat >etc/passwd <<'END'
root:x:0:0:root:/root:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
END
cat >etc/group <<'END'
root:x:0:
nobody:x:65534:
tty:x:5:
staff:x:50:
nonroot:x:65532:
END
echo 'hosts: files dns' >etc/nsswitch.conf
chmod 1777 tmp
chmod 700 root home/nonroot
chown 65532:65532 home/nonroot
