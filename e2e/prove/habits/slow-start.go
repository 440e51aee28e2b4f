package main

import (
	"net/http"
	"time"
)

func habit(_ *http.ServeMux) {
	time.Sleep(5 * time.Minute)
}
