FROM debian:13-slim
RUN apt-get update && apt-get install -y --allow-unauthenticated mysql-client
RUN apt-get --force-yes install curl
RUN apt-get -o APT::Get::AllowUnauthenticated=true install -y curl
RUN echo "deb [trusted=yes] https://apt.acme.io/ stable main" > /etc/apt/sources.list.d/acme.list
# finds: 2, 3, 4, 5
