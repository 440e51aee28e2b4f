FROM alpine:3.24
ARG RUN_AS=root
USER ${RUN_AS}
CMD ["/app"]
# finds: 3
