FROM golang:1.27 AS build
COPY . .
RUN CGO_ENABLED=0 go build -o /api .
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /api /api
EXPOSE 80 443
CMD ["/api"]
# finds: 6
