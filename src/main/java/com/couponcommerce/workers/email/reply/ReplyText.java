package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.smtp.SmtpReply;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A reply as rules see it. Each step takes time in proportion to the text: all repetitions in the
 * patterns are bounded.
 *
 * @param code three digits
 * @param enhanced the codes of RFC 3463 in the text, wherever they stand, since qmail and Cisco put
 *     them last or behind a {@code #}; without those whose first digit contradicts the code
 * @param words the text without the codes, in small letters and without the accents of Latin
 *     letters, an e-mail address as {@code @}, an IP address as {@code ip}, a link without its path
 */
record ReplyText(String code, Set<String> enhanced, String words) {
  private static final int CODE_AND_SEPARATOR = 4;

  private static final Pattern ENHANCED =
      Pattern.compile("(?<![\\w.-])[245]\\.\\d{1,3}\\.\\d{1,3}(?![\\w]|\\.\\d)");

  private static final Pattern IP =
      Pattern.compile(
          "(?<![\\w.])\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])"
              + "|(?<=\\[)(?:ipv6:)?[0-9a-f]{0,4}:[0-9a-f:.]{1,40}(?=\\])");

  private static final Pattern SPACE = Pattern.compile("\\s{1,2000}");

  static ReplyText of(SmtpReply reply) {
    String code = Integer.toString(reply.code());
    String text = reply.text();
    String words = text.substring(Math.min(text.length(), CODE_AND_SEPARATOR));
    Set<String> enhanced = new LinkedHashSet<>();
    String rest =
        ENHANCED
            .matcher(words)
            .replaceAll(
                match -> {
                  if (match.group().charAt(0) != code.charAt(0)) {
                    return match.group();
                  }
                  enhanced.add(match.group());
                  return " ";
                });
    return new ReplyText(code, enhanced, plain(rest));
  }

  private static String plain(String text) {
    String small = withoutLinks(withoutAddresses(withoutAccents(text).toLowerCase(Locale.ROOT)));
    return SPACE.matcher(IP.matcher(small).replaceAll("ip")).replaceAll(" ").strip();
  }

  private static String withoutAccents(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean latin = false;
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (Character.getType(c) != Character.NON_SPACING_MARK) {
        latin = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
        plain.append(c == '’' ? '\'' : c);
      } else if (!latin) {
        plain.append(c);
      }
    }
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  private static String withoutAddresses(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', copied)) {
      int start = at;
      while (start > copied && isOfAddress(text.charAt(start - 1))) {
        start--;
      }
      int end = at + 1;
      while (end < text.length() && isOfAddress(text.charAt(end))) {
        end++;
      }
      plain.append(text, copied, start).append('@');
      copied = end;
    }
    return plain.append(text, copied, text.length()).toString();
  }

  /** Drops the paths of links: their words mean nothing, while the host may name a block list. */
  private static String withoutLinks(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    for (int link = text.indexOf("://"); link >= 0; link = text.indexOf("://", copied)) {
      int path = link + 3;
      while (path < text.length() && isOfHost(text.charAt(path))) {
        path++;
      }
      plain.append(text, copied, path);
      copied = path;
      while (copied < text.length() && " <>()[]\"\t".indexOf(text.charAt(copied)) < 0) {
        copied++;
      }
    }
    return plain.append(text, copied, text.length()).toString();
  }

  private static boolean isOfHost(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static boolean isOfAddress(char c) {
    return Character.isLetterOrDigit(c) || "._%+-=/~!#$&'*^`{|}".indexOf(c) >= 0;
  }
}
