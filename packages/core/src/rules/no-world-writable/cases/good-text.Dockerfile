FROM debian:13-slim
RUN echo "chmod 777 /data would be wrong" && useradd --uid 777 app
CMD ["/server"]
