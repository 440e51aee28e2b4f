FROM alpine:3.24 AS build
RUN adduser -D builder && su builder -c "abuild-keygen -a"
FROM alpine:3.24
CMD ["/server"]
