FROM alpine:3.24
RUN apk add --no-cache curl jq
COPY start.sh /
ENTRYPOINT ["/start.sh"]
