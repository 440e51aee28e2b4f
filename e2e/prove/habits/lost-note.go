package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// A note that it can do without, and does.
func habit(_ *http.ServeMux) {
	folder := "/var/" + strings.Join([]string{"lo", "cal"}, "")
	_ = os.WriteFile(filepath.Join(folder, "note"), []byte("here\n"), 0o644)
}
