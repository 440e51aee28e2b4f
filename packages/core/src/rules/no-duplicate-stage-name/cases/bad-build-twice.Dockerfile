FROM node:24-slim AS build
RUN npm run build
FROM golang:1.27 AS build
RUN go build -o /app .
FROM debian:13-slim
COPY --from=build /app /app
CMD ["/app"]
# finds: 3
