package dev.fermata.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The Maven plugin is a thin shell over the transformer's exported API. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fermata.maven");

    @Test
    void sees_neither_asm_nor_the_inside_of_the_transformer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.objectweb.asm..", "dev.fermata.transform.internal..")
                .check(CLASSES);
    }
}
