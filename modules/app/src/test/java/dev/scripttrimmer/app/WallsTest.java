package dev.scripttrimmer.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The walls between the modules, as ARCHITECTURE.md draws them. */
@AnalyzeClasses(
    packages = "dev.scripttrimmer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  private static final String OURS = "dev.scripttrimmer..";

  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      classes()
          .that()
          .resideInAPackage("dev.scripttrimmer.domain..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.scripttrimmer.domain.."));

  @ArchTest static final ArchRule onlyTheClusterKnowsHazelcast = only("cluster", "com.hazelcast..");

  @ArchTest static final ArchRule onlyTheGatewayServesHttp = only("gateway", "io.vertx.ext.web..");

  /** The embedded server's own interface speaks the SDK's language. */
  @ArchTest
  static final ArchRule onlyS3KnowsAmazonsSdk =
      only(Set.of("s3", "embeddeds3"), "software.amazon.awssdk..");

  @ArchTest
  static final ArchRule onlyTheEmbeddedStoreIsAnS3Server = only("embeddeds3", "org.gaul..");

  @ArchTest static final ArchRule onlySpeechKnowsVosk = only("vosk", "org.vosk..");

  @ArchTest static final ArchRule onlyMediaKnowsFfmpeg = only("ffmpeg", "net.bramp..");

  @ArchTest
  static final ArchRule onlySegmentationKnowsLucene = only("segmentation", "org.apache.lucene..");

  @ArchTest
  static final ArchRule tracesAreTheDoorsAffair =
      only(Set.of("app", "bus", "worker"), "io.opentelemetry..");

  @ArchTest
  static final ArchRule onlyOneRoomAsksLanguageModels = only("languagemodel", "dev.langchain4j..");

  @ArchTest
  static final ArchRule stagesAreBlockingJava =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.scripttrimmer.pipeline..",
              "dev.scripttrimmer.segmentation..",
              "dev.scripttrimmer.ffmpeg..",
              "dev.scripttrimmer.vosk..",
              "dev.scripttrimmer.jobstore..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule roomsMeetOnlyInTheApp =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.scripttrimmer.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.scripttrimmer.app..");

  @ArchTest
  static final ArchRule noCircles =
      slices().matching("dev.scripttrimmer.(*)..").should().beFreeOfCycles();

  private static ArchRule only(String room, String library) {
    return only(Set.of(room), library);
  }

  private static ArchRule only(Set<String> rooms, String library) {
    String[] allowed =
        rooms.stream().map(room -> "dev.scripttrimmer." + room + "..").toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
