FROM ruby:3.4-slim
ENV BASIC_AUTH=false
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
CMD ["./bin/rails", "server"]
