FROM alpine:3.23
RUN apk add --no-cache curl && apk --no-cache add git
