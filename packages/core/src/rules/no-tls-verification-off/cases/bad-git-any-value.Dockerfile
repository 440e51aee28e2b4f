FROM debian:13-slim
ENV GIT_SSL_NO_VERIFY=false
RUN GIT_SSL_NO_VERIFY=0 git clone https://git.acme.corp/app.git
RUN export GIT_SSL_NO_VERIFY= && git clone https://git.acme.corp/lib.git
# finds: 2, 3, 4
