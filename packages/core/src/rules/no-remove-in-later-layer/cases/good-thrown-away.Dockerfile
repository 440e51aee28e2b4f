FROM golang:1.26 AS build
COPY install.sh /tmp/
RUN sh /tmp/install.sh && rm /tmp/install.sh
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
