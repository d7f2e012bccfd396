package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of a channel. It keeps what the API and the log give out from telling what they hide:
 * from a plain digest of a message, a one-time code of six digits can be computed in a second.
 * Entries are named by a keyed digest (HMAC, RFC 2104), and positions are encrypted (AES-GCM, NIST
 * SP 800-38D), which also refuses one that was made up.
 */
public final class QueueSecret {
  private static final int BYTES = 32;

  private static final int ENTRY_LENGTH = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String HMAC = "HmacSHA256";
  private static final String AES_GCM = "AES/GCM/NoPadding";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec nameKey;
  private final SecretKeySpec cursorKey;

  /**
   * @param secret that all instances share
   */
  public QueueSecret(String secret) {
    // The prefix makes a key also of an empty secret, which an operator may have set.
    SecretKeySpec key = new SecretKeySpec(utf8("secret:" + secret), HMAC);
    // One key for each purpose, so that neither helps against the other.
    this.nameKey = new SecretKeySpec(mac(key, utf8("entry")), HMAC);
    this.cursorKey = new SecretKeySpec(mac(key, utf8("cursor")), "AES");
  }

  /** Returns a new secret: 64 hex digits. */
  static String random() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /**
   * Returns the name of a message in the API: 32 hex digits, the same for byte-identical messages.
   */
  public String entry(FoundMessage message) {
    return entry(message.payload(), message.size());
  }

  /** Returns the name of a message that was read as a whole. */
  public String entry(Payload payload) {
    return entry(payload, payload.size());
  }

  private String entry(Payload read, long size) {
    String rest = read.size() == size ? "" : ":" + size;
    return HexFormat.of()
        .formatHex(mac(nameKey, read.bytes(), utf8(rest)))
        .substring(0, ENTRY_LENGTH);
  }

  /** Returns a position in a form that tells a client nothing. */
  public String seal(Cursor cursor) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(utf8(cursor.toString()));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + AES_GCM, e);
    }
  }

  /** Returns the position that {@link #seal} was given; empty for any other text. */
  public Optional<Cursor> open(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      ByteBuffer parts = ByteBuffer.wrap(bytes);
      byte[] nonce = new byte[NONCE_BYTES];
      parts.get(nonce);
      byte[] sealed = new byte[parts.remaining()];
      parts.get(sealed);
      byte[] cursor = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed);
      return Cursor.parse(new String(cursor, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(AES_GCM);
    cipher.init(mode, cursorKey, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] mac(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
