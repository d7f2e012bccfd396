package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the search finds planted recipients, contents and secrets. */
class LogSearchTest {
  private final Path directory;

  LogSearchTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path log(String... lines) throws Exception {
    return Files.write(directory.resolve("server.log"), List.of(lines));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "address|550 5.1.1 <user@example.com> unknown",
        "address|to=u@example.com",
        "address|SendFailedException: unknown@example.com",
        "number|The 'To' number +4915123456789 is not valid",
        "number|%2B4917012345678",
        "number|0170 12345678",
        "number|From=%2B15005550006",
        "body|DATA: Number 17",
        "secret|AUTH LOGIN s3cret",
        "secret|redis://app:hidden@host",
        "secret|password stub-token",
        "secret|-Dpassword=geheim"
      })
  void confidential_data_is_found(String what, String line) throws Exception {
    Path log = log("delivered channel=email id=o-7", line);

    assertThat(LogSearch.in(log)).contains(new LogSearch.Finding(log, 2, what, line));
  }

  @Test
  void messages_of_the_tests_are_found() throws Exception {
    Path log = log(Samples.email(1), Samples.sms(1));

    assertThat(LogSearch.in(log))
        .extracting(LogSearch.Finding::what)
        .contains("address", "number", "body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retry channel=email id=o-7 error=\"<u***@example.com> +49…789\"",
        "org.jboss.weld.Foo@1a2b3c4d",
        "cw-12345678901234567890123456789012",
        "delivered id=cw-01590578ad8f95d19d92574076972131",
        "reply=\"SM0159057812345678d19d925740769721\"",
        "reply=\"4915a3f0-0157-1234-8f95-015712345678\""
      })
  void masked_data_and_ids_are_not_found(String line) throws Exception {
    assertThat(LogSearch.in(log(line))).isEmpty();
  }

  @Test
  void rotated_logs_of_all_servers_are_searched_too() throws Exception {
    Path payara = directory.resolve("glassfish/domains/one/logs");
    Path wildfly = directory.resolve("two/log");
    Files.createDirectories(payara);
    Files.createDirectories(wildfly);
    Files.createFile(payara.resolve("server.log"));
    Files.createFile(payara.resolve("server.log_2026-11-23T10-00-00"));
    Files.createFile(wildfly.resolve("server.log"));
    Files.createFile(directory.resolve("two/other.xml"));

    assertThat(LogSearch.logs(directory)).hasSize(3);
  }
}
