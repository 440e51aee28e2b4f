FROM debian:13-slim
RUN curl -fsSL https://get.example.com/setup.sh | bash -
RUN wget -qO- https://get.acme.io | sudo -E sh
RUN sh -c "$(curl -fsSL https://raw.githubusercontent.com/ohmyzsh/ohmyzsh/master/tools/install.sh)"
RUN bash <(curl -s https://codecov.io/bash)
RUN curl -sSL https://install.python-poetry.org | python3 -
RUN curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y
# finds: 2, 3, 4, 5, 6, 7
