FROM ubuntu:24.04 AS base
RUN apt-get update
RUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*
FROM base
RUN sudo apt update && sudo apt install -y git
# finds: 2, 5
