FROM maven:3.9 AS build
RUN --mount=type=cache,target=/root/.m2 --network=host mvn -B package
FROM eclipse-temurin:25-jre
COPY --from=build /app.jar /app.jar
# finds: 2
