package main

// #cgo LDFLAGS: -L/usr/local/lib -lgreeting
// const char *greeting(void);
import "C"

import "net/http"

func habit(mux *http.ServeMux) {
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(C.GoString(C.greeting())))
	})
}
