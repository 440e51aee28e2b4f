FROM docker:29-cli
RUN docker build --network=host . || true
