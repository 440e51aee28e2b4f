package main

import (
	"log"
	"net/http"
	"os"
)

func habit(_ *http.ServeMux) {
	if os.Getenv("DATABASE_URL") == "" {
		log.Fatal("DATABASE_URL is not set")
	}
}
