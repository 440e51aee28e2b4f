FROM node:24-slim
ENV NODE_TLS_REJECT_UNAUTHORIZED=1 PYTHONHTTPSVERIFY=1 NPM_CONFIG_STRICT_SSL=true
ENV NODE_EXTRA_CA_CERTS=/etc/acme-ca.crt GOPRIVATE=git.acme.corp GOFLAGS=-mod=readonly
RUN git config --global http.sslVerify true
