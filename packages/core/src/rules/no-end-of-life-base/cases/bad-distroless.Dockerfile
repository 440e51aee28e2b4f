FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /api .
FROM gcr.io/distroless/static-debian11:nonroot
COPY --from=build /api /api
CMD ["/api"]
# finds: 4
