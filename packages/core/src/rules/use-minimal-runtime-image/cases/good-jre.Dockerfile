FROM eclipse-temurin:25-jre
COPY app.jar /app.jar
ENTRYPOINT ["java", "-jar", "/app.jar"]
