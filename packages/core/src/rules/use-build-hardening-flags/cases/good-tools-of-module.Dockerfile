FROM golang:1.27 AS build
COPY go.mod go.sum ./
RUN go install tool
CMD ["protoc-gen-go"]
