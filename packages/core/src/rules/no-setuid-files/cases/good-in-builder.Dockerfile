FROM debian:13 AS build
RUN chmod u+s /usr/bin/fusermount3
FROM gcr.io/distroless/base-debian13
COPY server /server
CMD ["/server"]
