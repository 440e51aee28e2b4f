# Every way in which one layer changes what another one brought.
FROM debian:13-slim
RUN mkdir -p /data/kept /data/emptied /data/deleted/deep /swap/folder \
 && echo one > /data/kept/one && echo two > /data/emptied/two && echo three > /data/deleted/deep/three \
 && echo four > /swap/folder/four && echo five > /swap/file && ln -s kept /data/link \
 && echo six > /data/six && ln /data/six /data/also-six && ln /data/six /data/still-six
RUN rm -r /data/deleted /data/six && rm -r /data/emptied && mkdir /data/emptied && echo new > /data/emptied/new
RUN rm -r /swap/folder && echo "a file" > /swap/folder && rm /swap/file && mkdir /swap/file && echo inside > /swap/file/inside
RUN rm /data/link && mkdir /data/link && echo real > /data/link/real && chmod 4755 /swap/folder && chown 33:33 /data/kept
RUN rm /usr/bin/chsh && cp /usr/bin/true /usr/bin/chsh && mkfifo /data/pipe && touch "/data/ünï $(printf 'x%.0s' $(seq 120))"
COPY --chown=1000:1000 layers.Dockerfile /data/kept/
USER 1000:1000
ENTRYPOINT ["/bin/sh", "-c", "exec true"]
