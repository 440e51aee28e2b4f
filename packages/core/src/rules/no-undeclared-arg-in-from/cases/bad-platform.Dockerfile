FROM --platform=$BULIDPLATFORM scratch
COPY app /app
# finds: 1
