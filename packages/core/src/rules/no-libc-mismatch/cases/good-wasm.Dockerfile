FROM rust:1.98 AS build
WORKDIR /src
COPY . .
RUN cargo build --target wasm32-wasip1 --release
FROM scratch
COPY --from=build /src/target/wasm32-wasip1/release/orders.wasm /orders.wasm
ENTRYPOINT ["orders.wasm"]
