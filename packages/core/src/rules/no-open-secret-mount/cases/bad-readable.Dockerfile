FROM debian:13-slim
USER root
RUN --mount=type=secret,id=npm_token,mode=0444 cat /run/secrets/npm_token | wc -c
RUN --mount=type=ssh,mode=0666 ssh-add -l
# finds: 3, 4
