FROM alpine:3.23
RUN apk add curl
RUN apk add --update --virtual .build-deps gcc musl-dev \
    && rm -rf /var/cache/apk/*
RUN apk update && \
    apk add git
RUN apk update && apk upgrade && apk add make
CMD ["curl", "--version"]
# finds: 2, 3, 6, 7
