FROM alpine:3.24
RUN --security=sandbox cat /proc/self/status
RUN echo "--security=insecure"
