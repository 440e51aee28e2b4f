FROM golang:1.26 AS build
ADD https://github.com/acme/lib.git#main /src/lib
ADD git@github.com:acme/tool.git /src/tool
# finds: 2, 3
