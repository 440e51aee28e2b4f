FROM golang:1.26 AS build
RUN git config --global http.sslVerify false
RUN git -c http.sslVerify=false clone https://git.acme.corp/lib.git
RUN export GIT_SSL_NO_VERIFY=1; git clone https://git.acme.corp/lib.git
RUN GOINSECURE=git.acme.corp GOFLAGS="-mod=mod -insecure" go mod download
RUN go env && NODE_TLS_REJECT_UNAUTHORIZED="0" npx playwright install
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
# finds: 2, 3, 4, 5, 5, 6
