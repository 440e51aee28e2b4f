FROM rust:1.98-trixie AS build
WORKDIR /src
COPY . .
RUN cargo build --release
FROM debian:bookworm-slim
COPY --from=build /src/target/release/server /usr/local/bin/server
CMD ["server"]
# finds: 6
