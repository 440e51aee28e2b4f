FROM golang:1.26 AS build
ARG SIGNING_SECRET=0a1b2c3d4e5f60718293a4b5c6d7e8f9
RUN git clone https://ci:h7Gx2kPq@git.acme.io/lib.git /src/lib
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
# finds: 2, 3
