FROM golang:1.26 AS build
USER root
RUN go build -o /app .
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
USER 65532:65532
CMD ["/app"]
