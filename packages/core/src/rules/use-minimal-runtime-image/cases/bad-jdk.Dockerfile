FROM maven:3.9-eclipse-temurin-25 AS build
COPY . .
RUN mvn -B package
FROM eclipse-temurin:25-jdk
COPY --from=build /target/app.jar /app.jar
ENTRYPOINT ["java", "-jar", "/app.jar"]
# finds: 4
