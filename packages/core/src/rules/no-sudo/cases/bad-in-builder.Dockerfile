FROM ubuntu:24.04 AS build
RUN if [ -f /etc/app.conf ]; then sudo chown root /etc/app.conf; fi
FROM scratch
COPY --from=build /etc/app.conf /app.conf
# finds: 2
