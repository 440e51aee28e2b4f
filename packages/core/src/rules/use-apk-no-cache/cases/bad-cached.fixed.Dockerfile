FROM alpine:3.23
RUN apk add --no-cache curl
RUN apk add --no-cache --virtual .build-deps gcc musl-dev
RUN apk add --no-cache git
RUN apk update && apk upgrade && apk add --no-cache make
CMD ["curl", "--version"]
