FROM debian:13-slim
ARG AWS_KEY
RUN aws configure set aws_secret_access_key "$AWS_KEY" && aws s3 cp s3://acme/model.bin /models/
RUN az login --service-principal -u app -p "$AZURE_PASSWORD" --tenant acme
RUN gcloud auth activate-service-account --key-file=/run/secrets/google.json
RUN docker login -u acme --password "$REGISTRY_PASSWORD" registry.acme.io
RUN npm config set //npm.example.com/:_authToken "$NPM_TOKEN" && npm ci
RUN git config --global url."https://${GITHUB_TOKEN}@github.com/".insteadOf "https://github.com/"
RUN echo "//npm.example.com/:_authToken=$NPM_TOKEN" > /root/.npmrc
RUN doctl auth init --access-token "$DIGITALOCEAN_TOKEN" && doctl registry repository list
RUN az login --federated-token "$TOKEN" --username app --tenant acme
# finds: 3, 4, 5, 6, 7, 8, 9, 10, 11
