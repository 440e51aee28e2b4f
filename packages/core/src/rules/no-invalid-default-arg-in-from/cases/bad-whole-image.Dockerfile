ARG IMAGE
FROM $IMAGE
CMD ["/app"]
# finds: 2
