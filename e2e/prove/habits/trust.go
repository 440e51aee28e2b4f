package main

import (
	"crypto/x509"
	_ "embed"
	"encoding/pem"
	"log"
	"net/http"
)

//go:embed database.pem
var database []byte

// The certificate that the database shows: whoever does not trust it must not start.
func habit(_ *http.ServeMux) {
	block, _ := pem.Decode(database)
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := certificate.Verify(x509.VerifyOptions{DNSName: "db.internal"}); err != nil {
		log.Fatal(err)
	}
}
