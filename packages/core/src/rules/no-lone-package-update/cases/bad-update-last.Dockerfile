FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates gnupg
RUN apt-get install -y apt-transport-https && apt-get update
RUN apt-get install -y --no-install-recommends nginx
# finds: 3
