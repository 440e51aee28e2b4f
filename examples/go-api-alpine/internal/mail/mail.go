// Package mail hands messages to a web hook.
package mail

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Message is what a visitor wrote.
type Message struct {
	From string `json:"from"`
	Text string `json:"text"`
}

// Sender posts messages to a hook.
type Sender struct {
	Hook   string
	Client *http.Client
}

// Send posts one message; an answer other than 2xx is an error.
func (s Sender) Send(ctx context.Context, message Message) error {
	if message.From == "" || message.Text == "" {
		return errors.New("a message needs a sender and a text")
	}
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Hook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := s.Client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("the hook answered %s", response.Status)
	}
	return nil
}
