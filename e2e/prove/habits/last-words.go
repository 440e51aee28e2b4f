package main

import (
	"log"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// It serves by itself, and writes down that it ends.
func habit(mux *http.ServeMux) {
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, syscall.SIGTERM)
	folder := "/var/" + strings.Join([]string{"lo", "cal"}, "")
	go func() { log.Fatal(http.ListenAndServe(address, mux)) }()
	<-stopped
	if err := os.WriteFile(filepath.Join(folder, "last"), []byte("now\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}
