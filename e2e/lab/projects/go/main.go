// A service that says which account it runs as, with an id from a module that the build downloads.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/google/uuid"
)

func main() {
	http.HandleFunc("/", func(writer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(writer, "uid %d id %s\n", os.Getuid(), uuid.NewString())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
