FROM debian:13-slim
RUN echo "export NODE_TLS_REJECT_UNAUTHORIZED=0" | wc -c
LABEL note="GIT_SSL_NO_VERIFY=true is not set here"
