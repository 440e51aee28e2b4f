FROM registry.example.com/platform/base:12
CMD ["/server"]
