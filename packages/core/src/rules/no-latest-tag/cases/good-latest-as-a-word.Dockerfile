FROM registry.example.com/latest:2.1 AS latest
FROM latest
CMD ["/app"]
