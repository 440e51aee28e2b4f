FROM registry.example.com/platform/java:25
COPY app.jar /app.jar
USER 65532:65532
CMD ["java", "-jar", "/app.jar"]
