FROM debian:13-slim
RUN --mount=type=bind,source=install.sh,target=/tmp/install.sh sh /tmp/install.sh
RUN rm -f /tmp/install.sh
