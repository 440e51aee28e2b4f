FROM localhost:5000/app:1.4
CMD ["/app"]
