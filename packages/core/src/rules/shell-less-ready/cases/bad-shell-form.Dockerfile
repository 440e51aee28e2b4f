FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /api .
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /api /api
HEALTHCHECK CMD curl -f http://localhost:8080/healthz || exit 1
CMD /api --port $PORT
# finds: 6, 7
