package com.couponcommerce.workers;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rooms, the rooms that each may use, and the rooms that may use a library. */
@AnalyzeClasses(
    packages = "com.couponcommerce.workers",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "com.couponcommerce.workers.";
  private static final String ALL_ROOMS = "com.couponcommerce.workers..";

  /** Limit of the classes in a folder, so that a reader can survey it. */
  private static final long MAX_CLASSES = 36;

  /** Each room with the rooms that it may use; a room uses only rooms above its line. */
  private static final Map<String, List<String>> ROOMS =
      rooms(
          """
          mask:
          log:      mask
          message:  mask
          settings: message log
          sender:   message log mask
          queue:    settings message log mask
          duty:     queue log
          limit:    duty queue settings message log
          gate:     limit duty sender message log
          delivery: gate limit duty queue sender settings message log
          worker:   delivery gate limit duty queue sender settings message log mask
          observe:  worker delivery duty queue sender message
          email:    sender settings message log mask
          sms:      sender settings message log
          api:      observe worker delivery duty queue sender settings message log mask
          wildfly:
          """);

  private static Map<String, List<String>> rooms(String table) {
    Map<String, List<String>> rooms = new LinkedHashMap<>();
    table
        .lines()
        .map(line -> line.split(":\\s*", 2))
        .forEach(
            line ->
                rooms.put(line[0], line[1].isEmpty() ? List.of() : List.of(line[1].split(" "))));
    return rooms;
  }

  @ArchTest
  static void each_room_uses_only_the_rooms_of_its_line(JavaClasses classes) {
    ROOMS.forEach(
        (room, usable) -> {
          String[] allowed =
              Stream.concat(Stream.of(room), usable.stream())
                  .map(name -> ROOT + name + "..")
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage(ROOT + room + "..")
              .should()
              .dependOnClassesThat(
                  resideInAPackage(ALL_ROOMS).and(not(resideInAnyPackage(allowed))))
              .check(classes);
        });
  }

  @ArchTest
  static void each_class_is_in_a_room(JavaClasses classes) {
    assertThat(classes.stream().map(type -> type.getPackageName().substring(ROOT.length())))
        .allMatch(name -> ROOMS.containsKey(name.replaceFirst("\\..*", "")));
  }

  @ArchTest
  static void no_folder_has_too_many_classes(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(groupingBy(JavaClass::getPackageName, counting())))
        .allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(MAX_CLASSES));
  }

  @ArchTest
  static final ArchRule no_cycle_of_rooms =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_cycle_in_queue =
      slices().matching("..queue.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_cycle_in_api =
      slices().matching("..api.(*)..").should().beFreeOfCycles();

  /** One room decides what a log line may contain. */
  @ArchTest
  static final ArchRule logging =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "log")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(System.Logger.class);

  /** AuditFile writes a file of its own with the handler of the JDK. */
  @ArchTest
  static final ArchRule server_logging = onlyIn("java.util.logging..", "log", "api.audit");

  @ArchTest static final ArchRule jedis = onlyIn("redis.clients..", "queue");

  @ArchTest
  static final ArchRule pool = onlyIn("org.apache.commons.pool2..", "queue.redis", "email");

  @ArchTest static final ArchRule mail = onlyIn("jakarta.mail..", "email");
  @ArchTest static final ArchRule html = onlyIn("org.jsoup..", "email");
  @ArchTest static final ArchRule twilio = onlyIn("com.twilio..", "sms");
  @ArchTest static final ArchRule aws = onlyIn("software.amazon..", "sms");
  @ArchTest static final ArchRule phone_numbers = onlyIn("com.google.i18n..", "sms");
  @ArchTest static final ArchRule http_client = onlyIn("java.net.http..", "sms");
  @ArchTest static final ArchRule jackson = onlyIn("com.fasterxml.jackson.core..", "message");

  /** The Twilio SDK brings it, and leaves classes in its cache that the sms room clears. */
  @ArchTest static final ArchRule databind = onlyIn("com.fasterxml.jackson.databind..", "sms");

  @ArchTest static final ArchRule rest = onlyIn("jakarta.ws.rs..", "api");
  @ArchTest static final ArchRule json = onlyIn("jakarta.json..", "api");
  @ArchTest static final ArchRule servlet = onlyIn("jakarta.servlet..", "api", "wildfly");
  @ArchTest static final ArchRule executor = onlyIn("jakarta.enterprise.concurrent..", "duty");
  @ArchTest static final ArchRule jndi = onlyIn("javax.naming..", "duty", "email");
  @ArchTest static final ArchRule config = onlyIn("org.eclipse.microprofile.config..", "settings");
  @ArchTest static final ArchRule health = onlyIn("org.eclipse.microprofile.health..", "observe");
  @ArchTest static final ArchRule metrics = onlyIn("org.eclipse.microprofile.metrics..", "observe");
  @ArchTest static final ArchRule smallrye = onlyIn("io.smallrye..", "wildfly");
  @ArchTest static final ArchRule micrometer = onlyIn("io.micrometer..", "wildfly");

  /** RESTEasy injects no constructor (Jakarta REST 3.1, section 11.2.8, leaves it open). */
  @ArchTest
  static final ArchRule resources_are_injected_by_field =
      constructors()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Path.class)
          .should()
          .haveRawParameterTypes(new Class<?>[0])
          .andShould()
          .bePublic();

  @ArchTest
  static final ArchRule no_class_of_the_mail_implementation =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.eclipse.angus..");

  @ArchTest
  static final ArchRule the_clock_comes_by_the_constructor =
      noClasses().should().callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule no_class_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  /** Keys with the default prefix are not those of an instance whose settings have another one. */
  @ArchTest
  static final ArchRule keys_have_the_prefix_of_the_settings =
      noClasses().should().callMethod(QueueKeys.class, "of", Channel.class);

  @ArchTest
  static final ArchRule names_say_what_a_class_does =
      noClasses().should().haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Service)");

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            Stream.of(rooms).map(room -> ROOT + room + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
