FROM debian:13-slim
RUN curl -fsSLO https://nodejs.org/dist/v24.11.1/node-v24.11.1-linux-x64.tar.xz \
    && curl -fsSLO https://nodejs.org/dist/v24.11.1/SHASUMS256.txt.asc \
    && gpg --batch --decrypt --output SHASUMS256.txt SHASUMS256.txt.asc \
    && grep " node-v24.11.1-linux-x64.tar.xz" SHASUMS256.txt | sha256sum -c - \
    && tar -xJf node-v24.11.1-linux-x64.tar.xz -C /usr/local
