FROM scratch AS Base
FROM scratch AS base
COPY app /app
# finds: 2
