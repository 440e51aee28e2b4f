FROM debian:13-slim
RUN useradd --create-home app
USER app
CMD ["/server"]
# finds: 3
