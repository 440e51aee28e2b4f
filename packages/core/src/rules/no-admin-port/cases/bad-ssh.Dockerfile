FROM alpine:3.24
RUN apk add --no-cache openssh-server
EXPOSE 8080 22/tcp
CMD ["/usr/sbin/sshd", "-D"]
# finds: 3
