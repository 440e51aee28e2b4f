FROM golang:1.26 AS build
ARG GITHUB_TOKEN
RUN git config --global credential.helper store && go mod download
FROM gcr.io/distroless/static-debian13
COPY --from=build /app /app
# finds: 3
