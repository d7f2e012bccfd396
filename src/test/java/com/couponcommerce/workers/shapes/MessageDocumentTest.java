package com.couponcommerce.workers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.FieldSet;
import com.couponcommerce.workers.message.field.FieldUse;
import com.couponcommerce.workers.message.field.KnownField;
import com.couponcommerce.workers.message.field.SmsFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/message.md against the catalogue of fields. */
class MessageDocumentTest {
  static Stream<KnownField> fields() {
    return Stream.of(EmailFields.ALL, SmsFields.ALL, EmailFields.ATTACHMENT, EmailFields.CALENDAR)
        .map(FieldSet::all)
        .flatMap(List::stream)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void the_page_names_each_field_with_its_further_names(KnownField field) throws Exception {
    String page = Files.readString(Path.of("docs/message.md"));

    assertThat(page).contains("`" + field.name() + "`");
    if (field.use() == FieldUse.SERVED) {
      List<String> rows =
          page.lines()
              .filter(line -> line.startsWith("| `"))
              .filter(line -> line.split("\\|", -1)[1].contains("`" + field.name() + "`"))
              .toList();
      assertThat(rows)
          .as("a row of %s with %s", field, field.otherNames())
          .anyMatch(
              row -> field.otherNames().stream().allMatch(name -> row.contains("`" + name + "`")));
    }
  }
}
