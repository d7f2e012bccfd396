// Prints what Go programs push: title, channel and payload in base64, separated by tabs.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/mail"
	"time"
)

type attachment struct {
	Filename string
	Content  []byte
}

// Without tags, encoding/json writes the names of the fields as they are.
type untagged struct {
	To      string
	Subject string
	Body    string
	ReplyTo string
	Cc      []string
	SendAt  time.Time
}

type tagged struct {
	To          []string          `json:"to"`
	Subject     string            `json:"subject"`
	Body        string            `json:"body"`
	HTML        string            `json:"html"`
	ReplyTo     string            `json:"replyTo"`
	Headers     map[string]string `json:"headers"`
	Attachments []attachment      `json:"attachments"`
	SendAt      time.Time         `json:"sendAt"`
	ExpiresAt   int64             `json:"expiresAt"`
	MaxRetries  *int              `json:"maxRetries"`
}

type sms struct {
	To        string
	Body      string
	ExpiresAt time.Time
}

func show(channel, title string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	fmt.Printf("Go: %s\t%s\t%s\n", title, channel, base64.StdEncoding.EncodeToString(text))
}

func main() {
	at := time.Date(2031, 11, 23, 11, 0, 0, 123456789, time.FixedZone("CET", 3600))
	plain := tagged{To: []string{"ann@example.com"}, Subject: "Hi", Body: "Hello"}
	show("email", "struct without tags", untagged{To: "ann@example.com", Subject: "Hi", Body: "Hello", ReplyTo: "shop@example.com", Cc: []string{"bob@example.com"}, SendAt: at})
	show("email", "zero values", plain)
	show("email", "zero values without tags", untagged{To: "ann@example.com", Subject: "Hi", Body: "Hello"})
	html := plain
	html.HTML = "<p>Tom & Jerry</p>"
	show("email", "HTML as escapes", html)
	file := plain
	file.Attachments = []attachment{{"a.bin", []byte{1, 2, 255}}}
	show("email", "[]byte", file)
	expires := plain
	expires.ExpiresAt = at.Unix()
	show("email", "time.Unix() as expiresAt", expires)
	expires.ExpiresAt = at.UnixMilli()
	show("email", "time.UnixMilli() as expiresAt", expires)
	expires.ExpiresAt = at.UnixNano()
	show("email", "time.UnixNano() as expiresAt", expires)
	show("email", "net/mail.Address", map[string]any{"To": mail.Address{Name: "Ann Lee", Address: "ann@example.com"}, "Subject": "Hi", "Body": "Hello"})
	show("email", "net/mail.Address as a string", map[string]any{"to": (&mail.Address{Name: "Jörg", Address: "joerg@example.com"}).String(), "subject": "Hi", "body": "Hello"})
	show("email", "time.Time.String()", map[string]any{"to": "ann@example.com", "subject": "Hi", "body": "Hello", "send_at": at.String()})
	show("email", "time.RFC1123Z", map[string]any{"to": "ann@example.com", "subject": "Hi", "body": "Hello", "send_at": at.Format(time.RFC1123Z)})
	show("email", "time.RFC822", map[string]any{"to": "ann@example.com", "subject": "Hi", "body": "Hello", "send_at": at.Format(time.RFC822)})
	show("email", "url.Values and textproto.MIMEHeader", map[string]any{"to": []string{"ann@example.com"}, "subject": "Hi", "body": "Hello", "headers": map[string][]string{"X-A": {"1", "2"}}})
	show("sms", "struct without tags", sms{To: "+4915123456789", Body: "Your code is 4711", ExpiresAt: at})
	show("sms", "zero values", sms{To: "+4915123456789", Body: "Your code is 4711"})
}
