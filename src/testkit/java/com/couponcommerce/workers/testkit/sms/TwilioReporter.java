package com.couponcommerce.workers.testkit.sms;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reports the status of an SMS as Twilio does: a form, signed with the account's token. */
public final class TwilioReporter {
  private final String accountSid;
  private final String authToken;
  private final HttpClient http;

  TwilioReporter(String accountSid, String authToken, Executor threads) {
    this.accountSid = accountSid;
    this.authToken = authToken;
    this.http = HttpClient.newBuilder().executor(threads).build();
  }

  /**
   * Reports one status and waits for the answer.
   *
   * @param callback the StatusCallback of the SMS
   * @param outcome a status, or a status and an error code as in {@code "undelivered 30005"}
   * @return the status of the answer
   */
  int report(URI callback, String sid, String to, String outcome)
      throws IOException, InterruptedException {
    String[] words = outcome.split(" ", 2);
    Map<String, String> form = new TreeMap<>();
    form.put("AccountSid", accountSid);
    form.put("ApiVersion", "2010-04-01");
    form.put("MessageSid", sid);
    form.put("MessageStatus", words[0]);
    form.put("SmsSid", sid);
    form.put("SmsStatus", words[0]);
    form.put("To", to);
    if (words.length > 1) {
      form.put("ErrorCode", words[1]);
    }
    HttpRequest request =
        HttpRequest.newBuilder(callback)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Twilio-Signature", signature(authToken, callback.toString(), form))
            .POST(BodyPublishers.ofString(encoded(form)))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Encodes a form as a request body. */
  public static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * Returns the signature of Twilio's "Security" page: the HMAC-SHA1 of the URL and of each field's
   * name and value, sorted by name.
   */
  public static String signature(String authToken, String url, Map<String, String> form) {
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }
}
