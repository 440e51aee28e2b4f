FROM alpine:3.24 AS debug
EXPOSE 22
FROM alpine:3.24
EXPOSE 443
CMD ["/app"]
