FROM alpine:3.24
RUN apk add --no-cache tor
VOLUME /etc/tor /var/lib/tor
USER tor
CMD ["tor"]
