FROM registry.example.com/platform/java:25
COPY app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
# finds: 1
