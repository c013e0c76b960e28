package dev.fermata.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The test kit stands on the runtime alone, so that it serves users of any test framework. */
class ArchitectureTest {
    private static final JavaClasses TESTKIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fermata.testkit");

    @Test
    void needs_nothing_but_the_runtime_except_where_it_serves_jupiter() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.fermata.testkit.junit..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("", "dev.fermata..", "java..", "org.jspecify.annotations.."))
                .check(TESTKIT);
    }

    @Test
    void nothing_leads_to_jupiter_but_its_own_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.fermata.testkit.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.fermata.testkit.junit..")
                .check(TESTKIT);
    }
}
