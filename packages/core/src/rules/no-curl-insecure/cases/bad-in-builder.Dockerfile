FROM golang:1.26 AS build
RUN <<EOT
set -e
sudo curl --insecure --output /usr/local/bin/tool https://10.0.3.7/tool
EOT
FROM gcr.io/distroless/static-debian13
COPY --from=build /usr/local/bin/tool /tool
# finds: 4
