FROM alpine:3.24 AS build
RUN wget -q https://example.com/server -O /out/server && wget -q https://example.com/server.minisig -O /out/server.minisig && chmod +x /out/server
RUN minisign -Vqm /out/server -x /out/server.minisig -P RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3
