FROM alpine:3.24
COPPY server /server
RUN --mont=type=cache,target=/root/.cache echo build
ENTRYPOINT ["/server"]
# finds: 2, 3
