FROM debian:13-slim
COPY <<NETRC /root/.netrc
machine git.acme.io login deploy password ghp_q7Zk2Vx9Lm4Tn8Rb1Wc6Yd3Hs5Jf0GpAeUiO
NETRC
RUN <<SCRIPT
export DEPLOY_TOKEN=q7Zk2Vx9Lm4Tn8Rb1Wc6
curl -fsS -u deploy:h7Gx2kPq https://git.acme.io/archive.tar.gz -o /tmp/archive.tar.gz
SCRIPT
# finds: 3, 6, 7
