<?php
// Prints what PHP programs push: title, channel and payload in base64, separated by tabs.
function mail_(array $more = []): array {
    return array_merge(['to' => 'ann@example.com', 'subject' => 'Hi', 'body' => 'Hello'], $more);
}
function sms(array $more = []): array {
    return array_merge(['to' => '+4915123456789', 'body' => 'Your code is 4711'], $more);
}
$at = new DateTimeImmutable('2031-11-23T11:00:00+01:00');
$mails = [
    'json_encode' => json_encode(mail_(['subject' => 'Größe/Preis'])),
    'json_encode, unescaped' => json_encode(mail_(['subject' => 'Größe/Preis']), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES),
    'an empty array for headers' => json_encode(mail_(['headers' => []])),
    'an empty array for each list' => json_encode(mail_(['cc' => [], 'bcc' => [], 'attachments' => []])),
    'array_filter leaves a list with gaps' => json_encode(mail_(['to' => array_filter(['ann@example.com', '', 'bob@example.com'])])),
    'array_filter, attachments' => json_encode(mail_(['attachments' => array_filter([null, ['filename' => 'a.pdf', 'content' => base64_encode('%PDF')]])])),
    'false for absent fields' => json_encode(mail_(['html' => false, 'cc' => false, 'replyTo' => false])),
    'json_encode gives false for Latin-1' => (string) json_encode(mail_(['subject' => "Gr\xf6\xdfe"])),
    'serialize' => serialize(mail_()),
    'serialize of a string' => serialize(json_encode(mail_())),
    'var_export' => var_export(mail_(), true),
    'Reply-To' => json_encode(mail_(['Reply-To' => 'shop@example.com'])),
    'To, Subject and Body' => json_encode(['To' => 'ann@example.com', 'Subject' => 'Hi', 'Body' => 'Hello']),
    'an address as the key of its name' => json_encode(mail_(['to' => ['ann@example.com' => 'Ann']])),
    'date(DATE_ATOM)' => json_encode(mail_(['send_at' => $at->format(DATE_ATOM)])),
    'date(DATE_RFC2822)' => json_encode(mail_(['send_at' => $at->format(DATE_RFC2822)])),
    'date(Y-m-d H:i:s)' => json_encode(mail_(['send_at' => $at->format('Y-m-d H:i:s')])),
    'date(Y-m-d H:i:sP)' => json_encode(mail_(['send_at' => $at->format('Y-m-d H:i:sP')])),
    'time()' => json_encode(mail_(['send_at' => $at->getTimestamp()])),
    'time() as text' => json_encode(mail_(['send_at' => (string) $at->getTimestamp()])),
    'microtime(true) * 1000' => json_encode(mail_(['send_at' => 1953194400000.5])),
    'a zero date' => json_encode(mail_(['expires_at' => '0000-00-00 00:00:00'])),
    'a float as maxRetries' => json_encode(mail_(['maxRetries' => 5.0]), JSON_PRESERVE_ZERO_FRACTION),
    'chunk_split(base64_encode)' => json_encode(mail_(['attachments' => [['name' => 'a.bin', 'content' => chunk_split(base64_encode(str_repeat("\x01\xff", 60)))]]])),
    'htmlspecialchars in a subject' => json_encode(mail_(['subject' => htmlspecialchars('Tom & Jerry')])),
    'Laravel job' => json_encode(['uuid' => '1', 'displayName' => 'App\\Mail', 'job' => 'Illuminate\\Queue\\CallQueuedHandler@call', 'data' => ['command' => 'O:8:"App\\Mail":0:{}']]),
    'two spellings of a field' => json_encode(mail_(['reply_to' => 'a@example.com', 'Reply-To' => 'b@example.com'])),
    'two spellings with one value' => json_encode(mail_(['reply_to' => 'a@example.com', 'Reply-To' => 'a@example.com'])),
    'the exact name and another spelling' => json_encode(mail_(['cc' => 'bob@example.com', 'CC' => 'carl@example.com'])),
    'the same HTML in body and in html' => json_encode(mail_(['body' => '<p>Hello</p>', 'html' => '<p>Hello</p>'])),
    'a header that is true' => json_encode(mail_(['headers' => ['X-A' => true, 'X-Tag' => null]])),
    'an empty exact name and another spelling' => json_encode(mail_(['cc' => '', 'CC' => 'carl@example.com'])),
];
$texts = [
    'json_encode' => json_encode(sms()),
    'number as int' => json_encode(sms(['to' => 4915123456789])),
    'a list with gaps' => json_encode(sms(['to' => [2 => '+4915123456789']])),
    'false as from' => json_encode(sms(['from' => false])),
];
foreach (['email' => $mails, 'sms' => $texts] as $channel => $shapes) {
    foreach ($shapes as $title => $payload) {
        echo "PHP: $title\t$channel\t", base64_encode($payload), "\n";
    }
}
