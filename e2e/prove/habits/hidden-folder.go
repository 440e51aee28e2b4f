package main

import (
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// The folder has a short name that only the program knows.
func habit(_ *http.ServeMux) {
	folder := "/" + strings.Join([]string{"da", "ta"}, "")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "started"), []byte("yes\n"), 0o644); err != nil {
		log.Fatal(err)
	}
}
