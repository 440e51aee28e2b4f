# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM alpine:3.24 AS build
RUN --mount=type=cache,target=/var/cache/apk --network=none <<-EOF
	echo one
	# two
EOF
COPY --link --chown=65532:65532 --chmod=0755 --exclude=*.md . /srv/
ADD --checksum=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef https://example.com/a.tar.gz /
HEALTHCHECK --start-interval=1s CMD ["/srv/server", "health"]
