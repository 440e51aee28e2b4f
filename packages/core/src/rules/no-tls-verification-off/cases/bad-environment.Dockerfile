FROM node:24-slim
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
ENV PYTHONHTTPSVERIFY 0
ENV GIT_SSL_NO_VERIFY=true NPM_CONFIG_STRICT_SSL=false
ARG npm_config_strict_ssl=false
CMD ["node", "server.js"]
# finds: 2, 3, 4, 4, 5
