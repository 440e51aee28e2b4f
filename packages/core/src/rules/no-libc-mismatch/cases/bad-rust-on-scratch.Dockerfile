FROM rust:1.98 AS build
WORKDIR /src
COPY . .
RUN cargo build --release
FROM scratch
COPY --from=build /src/target/release/server /server
CMD ["/server"]
# finds: 6
