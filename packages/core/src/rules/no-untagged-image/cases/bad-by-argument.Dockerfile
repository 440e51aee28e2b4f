ARG BASE=registry.example.com:5000/platform/java
FROM ${BASE}
COPY app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
# finds: 2
