FROM debian:12
RUN apt-get update && apt-get dist-upgrade -y && apt-get -y install curl && apt-get clean
RUN apt full-upgrade -y
# finds: 2, 3
