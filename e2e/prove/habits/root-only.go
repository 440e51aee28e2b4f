package main

import (
	"fmt"
	"net/http"
	"os"
)

func habit(mux *http.ServeMux) {
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, _ *http.Request) {
		if os.Geteuid() == 0 {
			fmt.Fprintln(w, "I may do everything")
			return
		}
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintln(w, "I may do nothing")
	})
}
