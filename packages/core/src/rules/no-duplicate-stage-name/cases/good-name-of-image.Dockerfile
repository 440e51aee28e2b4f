FROM alpine:3.24 AS alpine
FROM alpine
CMD ["/bin/sh"]
