FROM registry.example.com/platform/base:12
EXPOSE 22
# finds: 2
