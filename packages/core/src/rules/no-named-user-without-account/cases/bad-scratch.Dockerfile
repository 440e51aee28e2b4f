FROM golang:1.27 AS build
RUN useradd --uid 10001 app
COPY . .
RUN CGO_ENABLED=0 go build -o /api .
FROM scratch
COPY --from=build --chown=app /api /api
USER app
CMD ["/api"]
# finds: 6, 7
