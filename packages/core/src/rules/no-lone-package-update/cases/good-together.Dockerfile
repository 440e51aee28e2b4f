FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/*
RUN <<EOF
apt-get update
apt-get upgrade -y
EOF
