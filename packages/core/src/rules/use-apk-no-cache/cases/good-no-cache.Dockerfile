FROM alpine:3.23
RUN apk add --no-cache curl && apk --no-cache add git
RUN scanelf --needed --nobanner --recursive /usr/local | sort -u | xargs -rt apk add --no-network --virtual .rundeps
