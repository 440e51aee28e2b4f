FROM node:24 AS build
USER node
RUN npm --version
FROM gcr.io/distroless/nodejs24-debian13:nonroot
COPY --from=build /app /app
CMD ["/app/server.js"]
