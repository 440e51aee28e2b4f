FROM node:24-slim
RUN aws configure set region eu-central-1
RUN npm config set registry https://npm.acme.io
RUN git config --global url."https://github.com/".insteadOf "git://github.com/"
RUN git config --global url."ssh://git@github.com/".insteadOf "https://github.com/"
RUN docker login --help && echo 'run "docker login -p" first'
RUN echo "registry=https://npm.acme.io" > /root/.npmrc
