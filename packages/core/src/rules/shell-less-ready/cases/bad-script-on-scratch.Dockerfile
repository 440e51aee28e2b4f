FROM scratch
COPY api start.sh /
ENTRYPOINT ["/start.sh"]
# finds: 3
