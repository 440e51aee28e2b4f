FROM alpine:3.24
COPY api /api
HEALTHCHECK CMD wget -qO- http://localhost:8080/healthz || exit 1
CMD /api --port $PORT
