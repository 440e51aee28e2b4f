FROM rust:1.90-alpine3.24 AS build
COPY . .
RUN cargo build --release
FROM scratch
COPY --from=build /target/release/server /server
CMD ["/server"]
