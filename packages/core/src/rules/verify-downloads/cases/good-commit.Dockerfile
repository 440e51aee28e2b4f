FROM golang:1.26 AS build
RUN git clone https://github.com/acme/plugins.git /opt/plugins && git -C /opt/plugins checkout 4e1243bd22c66e76c2ba9eddc1f91394e57f9f83
RUN git clone --branch v1.2.3 --depth 1 https://github.com/acme/lib.git /opt/lib
RUN go install github.com/acme/tool@v1.2.3 && npm install -g pnpm@10
