FROM golang:1.26 AS build
ADD https://github.com/acme/lib.git#4e1243bd22c66e76c2ba9eddc1f91394e57f9f83 /src/lib
