# Prints what Ruby programs push: title, channel and payload in base64, separated by tabs.
require "json"
require "time"
require "zlib"

def mail(**more) = { to: "ann@example.com", subject: "Hi", body: "Hello", **more }
def sms(**more) = { to: "+4915123456789", body: "Your code is 4711", **more }
at = Time.utc(2031, 11, 23, 10, 0, 0)

mails = {
  "to_json" => mail.to_json,
  "JSON.pretty_generate" => JSON.pretty_generate(mail(cc: ["bob@example.com"])),
  "Time#to_s" => mail(send_at: at).to_json,
  "Time#to_s with an offset" => mail(send_at: at.getlocal("+01:00").to_s).to_json,
  "Time#iso8601(3)" => mail(sendAt: at.iso8601(3)).to_json,
  "Time#httpdate" => mail(sendAt: at.httpdate).to_json,
  "Time#to_f" => mail(send_at: at.to_f).to_json,
  "symbols as values" => mail(priority: :high, template: :welcome).to_json,
  "Hash#inspect" => mail.inspect,
  "Marshal.dump" => Marshal.dump(mail),
  "Zlib.deflate" => Zlib.deflate(mail.to_json),
  "[text].pack(m)" => mail(attachments: [{ filename: "a.bin", content: [("\x01\xFF".b * 60)].pack("m") }]).to_json,
  "[text].pack(m0)" => mail(attachments: [{ filename: "a.txt", content: ["Hello, Ann"].pack("m0") }]).to_json,
  "Sidekiq" => { class: "MailJob", args: [mail], jid: "b4a577edbccf1d805744efa9", queue: "default", retry: true }.to_json,
  "Mail::Address#format" => mail(to: '"Doe, John" <john@example.com>').to_json,
  "nil for absent fields" => mail(cc: nil, headers: nil).to_json,
  "nil in a list" => mail(cc: [nil, "bob@example.com"]).to_json,
  "a long subject without blanks" => mail(subject: "x" * 1500).to_json,
  "a long subject of words" => mail(subject: (["word"] * 60).join(" ")).to_json,
  "a long Japanese subject" => mail(subject: "日本語の件名" * 40).to_json,
  "a long header without blanks" => mail(headers: { "X-Token" => "t" * 1200 }).to_json,
  "a body with very long lines" => mail(body: "y" * 5000).to_json,
  "a body with dots and CR alone" => mail(body: ".\n..\rEnd\n.").to_json,
  "a body that guesses a boundary" => mail(body: "--=_0\n\n--=_0--", html: "<p>x</p>").to_json,
  "an array as the message" => [mail.to_a].to_json,
  "CloudEvent" => { specversion: "1.0", type: "mail", source: "/shop", id: "1", data: mail }.to_json,
}
texts = {
  "to_json" => sms.to_json,
  "body with an emoji" => sms(body: "Hallo 😀").to_json,
  "from a short code" => sms(from: "12345").to_json,
  "from a name that is too long" => sms(from: "MyVeryLongShopName").to_json,
}
{ "email" => mails, "sms" => texts }.each do |channel, shapes|
  shapes.each { |title, payload| puts ["Ruby: #{title}", channel, [payload].pack("m0")].join("\t") }
end
