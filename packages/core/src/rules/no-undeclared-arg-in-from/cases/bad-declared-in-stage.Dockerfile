FROM alpine:3.24 AS assets
ARG VARIANT=-slim
RUN mkdir /assets
FROM node:24$VARIANT
COPY --from=assets /assets /assets
CMD ["node", "server.js"]
# finds: 4
