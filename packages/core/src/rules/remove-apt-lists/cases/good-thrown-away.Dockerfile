FROM debian:13 AS build
RUN apt-get update && apt-get install -y gcc
FROM gcr.io/distroless/cc-debian13
COPY --from=build /app /app
