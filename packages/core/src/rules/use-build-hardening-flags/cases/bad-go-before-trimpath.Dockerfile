FROM golang:1.10
WORKDIR /go/src/guestbook
COPY . .
RUN go build -o /guestbook .
# finds: 4
