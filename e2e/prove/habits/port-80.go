package main

import (
	"fmt"
	"log"
	"net/http"
)

func habit(mux *http.ServeMux) {
	go func() { log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", 40+40), mux)) }()
}
