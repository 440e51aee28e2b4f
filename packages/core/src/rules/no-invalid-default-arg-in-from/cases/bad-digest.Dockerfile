ARG DIGEST=
FROM golang:1.27@${DIGEST} AS build
RUN go version
# finds: 2
