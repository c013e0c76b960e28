package dev.fermata;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The promise that the runtime needs nothing but the JDK, and what its parts may show and see. */
class ArchitectureTest {
    private static final JavaClasses RUNTIME = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fermata");

    @Test
    void needs_nothing_but_the_jdk() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "", "dev.fermata..", "java..", "javax..", "jdk.jfr..", "org.jspecify.annotations.."))
                .check(RUNTIME);
    }

    @Test
    void needs_only_java_base_where_every_program_goes() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.fermata", "dev.fermata.codegen..", "dev.fermata.sync..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.awt..",
                        "java.beans..",
                        "java.lang.instrument..",
                        "java.lang.management..",
                        "java.net.http..",
                        "java.sql..",
                        "java.util.logging..",
                        "java.util.prefs..",
                        "javax.management..",
                        "javax.swing..",
                        "jdk..")
                .check(RUNTIME);
    }

    @Test
    void only_debugging_knows_flight_recorder() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.fermata.debug..", "dev.fermata.internal.debug..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.jfr..")
                .check(RUNTIME);
    }

    @Test
    void exported_signatures_show_no_internal_type() {
        var internal = resideInAnyPackage("dev.fermata..internal..");
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.fermata..internal..")
                .and()
                .arePublic()
                .should()
                .notHaveRawReturnType(internal)
                .andShould()
                .notHaveRawParameterTypes(anyElementThat(internal))
                .allowEmptyShould(true)
                .check(RUNTIME);
    }
}
