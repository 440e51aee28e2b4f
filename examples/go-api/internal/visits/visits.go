// Package visits keeps a guest book in a file, one JSON object a line.
package visits

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Visit is one entry of the book.
type Visit struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// Book is a guest book in a file.
type Book struct {
	mutex sync.Mutex
	path  string
}

// Open makes the file and its folder where they are missing.
func Open(path string) (*Book, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	return &Book{path: path}, file.Close()
}

// Add writes one entry at the end.
func (b *Book) Add(name string, at time.Time) error {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 80 {
		return errors.New("a name has 1 to 80 characters")
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	file, err := os.OpenFile(b.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(file).Encode(Visit{Name: name, At: at.UTC()}); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}

// All reads the book from the start.
func (b *Book) All() ([]Visit, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	file, err := os.Open(b.path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	var all []Visit
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var visit Visit
		if err := json.Unmarshal(lines.Bytes(), &visit); err != nil {
			return nil, err
		}
		all = append(all, visit)
	}
	return all, nil
}
