FROM scratch
ARG RUN_AS
COPY --chown=65532:65532 server /server
USER $RUN_AS
CMD ["/server"]
