package com.couponcommerce.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import jakarta.ws.rs.Path;
import java.time.Instant;

/** Which room may use which, and which library belongs to which room. */
@AnalyzeClasses(
    packages = "com.couponcommerce.workers",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "com.couponcommerce.workers.";

  @ArchTest
  static final ArchRule rooms =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("settings")
          .definedBy(ROOT + "settings")
          .layer("message")
          .definedBy(ROOT + "message")
          .layer("log")
          .definedBy(ROOT + "log")
          .layer("queue")
          .definedBy(ROOT + "queue")
          .layer("delivery")
          .definedBy(ROOT + "delivery")
          .layer("email")
          .definedBy(ROOT + "email")
          .layer("sms")
          .definedBy(ROOT + "sms")
          .layer("worker")
          .definedBy(ROOT + "worker")
          .layer("observe")
          .definedBy(ROOT + "observe")
          .layer("api")
          .definedBy(ROOT + "api..")
          .layer("wildfly")
          .definedBy(ROOT + "wildfly")
          .whereLayer("queue")
          .mayOnlyBeAccessedByLayers("delivery", "worker", "observe", "api")
          .whereLayer("delivery")
          .mayOnlyBeAccessedByLayers("email", "sms", "worker", "observe", "api")
          .whereLayer("email")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("sms")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("observe", "api")
          .whereLayer("observe")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("wildfly")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule no_cycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  /** What may stand in a line is decided in one place. */
  @ArchTest
  static final ArchRule logging =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "log")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(System.Logger.class);

  @ArchTest static final ArchRule jedis = onlyIn("queue", "redis.clients..");
  @ArchTest static final ArchRule mail = onlyIn("email", "jakarta.mail..");
  @ArchTest static final ArchRule twilio = onlyIn("sms", "com.twilio..");
  @ArchTest static final ArchRule aws = onlyIn("sms", "software.amazon..");
  @ArchTest static final ArchRule phone_numbers = onlyIn("sms", "com.google.i18n..");
  @ArchTest static final ArchRule jackson = onlyIn("message", "com.fasterxml.jackson.core..");

  /** Twilio's SDK brings it, and leaves classes in a cache of it that the sms room clears. */
  @ArchTest static final ArchRule databind = onlyIn("sms", "com.fasterxml.jackson.databind..");

  @ArchTest static final ArchRule rest = onlyIn("api..", "jakarta.ws.rs..");
  @ArchTest static final ArchRule config = onlyIn("settings", "org.eclipse.microprofile.config..");
  @ArchTest static final ArchRule health = onlyIn("observe", "org.eclipse.microprofile.health..");
  @ArchTest static final ArchRule metrics = onlyIn("observe", "org.eclipse.microprofile.metrics..");

  @ArchTest static final ArchRule smallrye = onlyIn("wildfly", "io.smallrye..");
  @ArchTest static final ArchRule micrometer = onlyIn("wildfly", "io.micrometer..");

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
  static final ArchRule time_comes_in_by_the_constructor =
      noClasses().should().callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  /** Whose keys have no prefix but the default one are not found where another is set. */
  @ArchTest
  static final ArchRule keys_have_the_prefix_of_the_settings =
      noClasses().should().callMethod(QueueKeys.class, "of", Channel.class);

  @ArchTest
  static final ArchRule names_say_what_a_class_does =
      noClasses().should().haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Service)");

  private static ArchRule onlyIn(String room, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
