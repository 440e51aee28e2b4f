FROM debian:13-slim
COPY helper /usr/local/bin/helper
RUN chown root:root /usr/local/bin/helper && chmod 4755 /usr/local/bin/helper
RUN chmod u+s /usr/bin/ping && chmod 2755 /usr/local/bin/notify
CMD ["/usr/local/bin/helper"]
# finds: 3, 4, 4
