FROM golang:1.27-alpine AS build
RUN apk upgrade --no-cache
COPY . .
RUN CGO_ENABLED=0 go build -o /main .
FROM alpine:3.24
RUN apk --no-cache add ca-certificates
COPY --from=build /main /main
CMD ["/main"]
# finds: 5
