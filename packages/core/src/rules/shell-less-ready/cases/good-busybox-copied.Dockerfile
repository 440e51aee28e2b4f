FROM busybox:1.37 AS tools
FROM gcr.io/distroless/static-debian13
COPY --from=tools /bin/sh /bin/sh
CMD echo ready
