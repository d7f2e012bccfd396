package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ReplyReader reader(String text) {
    return new ReplyReader(stream(text));
  }

  /** A stream that gives one byte at a time, and of which nothing is visible before. */
  private static InputStream byteByByte(String text) {
    InputStream whole = stream(text);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return whole.read();
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        return whole.read(into, from, 1);
      }
    };
  }

  @Test
  void replies_are_read_one_after_the_other() throws Exception {
    ReplyReader reader = reader("250 one\r\n550-two\r\n550 three\r\n354\r\n");

    assertThat(reader.read().text()).isEqualTo("250 one");
    assertThat(reader.hasLeft()).isTrue();
    assertThat(reader.read().text()).isEqualTo("550-two three");
    assertThat(reader.read()).isEqualTo(new SmtpReply(354, "354"));
    assertThat(reader.hasLeft()).isFalse();
    assertThat(reader.hasMore()).isFalse();
  }

  @Test
  void pieces_of_any_size_are_put_together() throws Exception {
    ReplyReader reader = new ReplyReader(byteByByte("250-o\u00fce\r\n250 two\r\n550 no\r\n"));

    assertThat(reader.read().text()).isEqualTo("250-o\u00fce two");
    assertThat(reader.hasLeft()).isFalse();
    assertThat(reader.read().code()).isEqualTo(550);
  }

  @Test
  void what_has_arrived_is_seen_before_it_is_read() throws Exception {
    assertThat(reader("250 ok\r\n").hasMore()).isTrue();
    assertThat(reader("").hasMore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "250 ok\n",
        "250 ok\r\r\n",
        "250\n",
        "250 \n",
        "250-ok\n250\n",
        "250 \u0000\r\n",
        "250 ok\rno\r\n",
        "250 \u0085\u2028\u2029\u000b\f\r\n",
        "250 \u00fc\ud83d\ude00\r\n"
      })
  void the_code_of_an_odd_reply_counts(String text) throws Exception {
    ReplyReader reader = reader(text + "550 next\r\n");

    assertThat(reader.read().isPositive()).isTrue();
    assertThat(reader.read().text()).isEqualTo("550 next");
  }

  @Test
  void bytes_that_are_no_utf_8_are_replaced() throws Exception {
    byte[] latin1 = "250 \u00fc\r\n".getBytes(StandardCharsets.ISO_8859_1);

    SmtpReply reply = new ReplyReader(new ByteArrayInputStream(latin1)).read();

    assertThat(reply.text()).isEqualTo("250 \ufffd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "\n",
        "ok\r\n",
        "25\r\n",
        "2500 ok\r\n",
        "250_ok\r\n",
        "250\tok\r\n",
        " 250 ok\r\n",
        "\u0000250 ok\r\n",
        "2\u00000 ok\r\n",
        "2x0 ok\r\n",
        "\u0662\u0665\u0660 ok\r\n",
        "150 ok\r\n",
        "050 ok\r\n",
        "650 ok\r\n",
        "999 ok\r\n",
        "250-one\r\n550 two\r\n",
        "250-one\r\ntwo\r\n",
        "250-one\r\n\r\n"
      })
  void what_is_no_reply_is_garbled(String text) {
    assertThatThrownBy(() -> reader(text).read()).isInstanceOf(GarbledException.class);
  }

  @Test
  void what_is_no_reply_is_shown_in_part() {
    assertThatThrownBy(() -> reader("x".repeat(100) + "\r\n").read())
        .hasMessage("the server sent what is no SMTP reply: \"%s…\"".formatted("x".repeat(60)));
  }

  @Test
  void what_is_no_reply_is_masked_before_it_is_cut() {
    String line = "x".repeat(40) + " ann.lee.with.a.long.name@example.com";

    assertThatThrownBy(() -> reader(line + "\r\n").read())
        .message()
        .doesNotContain("lee")
        .contains(" a***@");
  }

  @Test
  void a_reply_that_is_cut_anywhere_is_none() {
    String reply = "250-one\r\n250 two\r\n";
    for (int length = 0; length < reply.length(); length++) {
      String cut = reply.substring(0, length);
      assertThatThrownBy(() -> reader(cut).read()).as(cut).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void a_reply_may_have_16_kb_in_a_line_or_in_many() throws Exception {
    String line = "250 " + "x".repeat(ReplyReader.MAX_BYTES - 4) + "\n";
    String lines = "250-x\n".repeat(ReplyReader.MAX_BYTES / 6 - 1) + "250 x\n";

    assertThat(reader(line).read().text()).hasSize(SmtpReply.MAX_TEXT);
    assertThat(reader(lines).read().text()).startsWith("250-x x x").hasSize(SmtpReply.MAX_TEXT - 1);
    assertThatThrownBy(() -> reader("250 x" + line.substring(4)).read())
        .isInstanceOf(GarbledException.class)
        .hasMessageContaining("more than 16384 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 x", "250-x\r\n", "\n250-x", "250-\r\n", "\u0000"})
  void an_endless_reply_is_given_up(String part) {
    Endless endless = new Endless(part.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> new ReplyReader(endless).read()).isInstanceOf(GarbledException.class);

    assertThat(endless.given).isLessThan(40_000);
  }

  /** Gives the same bytes again and again. */
  private static final class Endless extends InputStream {
    private final byte[] part;
    private int given;

    Endless(byte[] part) {
      this.part = part;
    }

    @Override
    public int read() {
      return part[given++ % part.length];
    }

    @Override
    public int read(byte[] into, int from, int length) {
      for (int i = 0; i < length; i++) {
        into[from + i] = (byte) read();
      }
      return length;
    }
  }
}
