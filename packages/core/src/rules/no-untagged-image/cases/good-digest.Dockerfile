FROM debian@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
CMD ["/bin/true"]
