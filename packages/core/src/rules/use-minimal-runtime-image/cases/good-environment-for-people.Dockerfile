FROM golang:1.27
RUN go install golang.org/x/tools/gopls@v0.20.0
