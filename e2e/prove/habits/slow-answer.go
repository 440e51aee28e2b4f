package main

import (
	"log"
	"net/http"
	"time"
)

func habit(mux *http.ServeMux) {
	mux.HandleFunc("GET /slow", func(_ http.ResponseWriter, _ *http.Request) {
		log.Print("asked for what is slow")
		time.Sleep(5 * time.Minute)
	})
}
