package dev.fermata.transform;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassWriter;

/** The stages of the transformer and who may see whom. */
class ArchitectureTest {
    private static final String INTERNAL = "dev.fermata.transform.internal";

    /** In the order in which they run; each may see those before it and {@code internal.asm}. */
    private static final List<String> STAGES = List.of("scan", "analysis", "normalize", "plan", "emit");

    private static final JavaClasses TRANSFORMER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fermata.transform");

    @TestFactory
    Stream<DynamicTest> a_stage_sees_no_later_stage() {
        return IntStream.range(0, STAGES.size() - 1)
                .mapToObj(i -> DynamicTest.dynamicTest(
                        STAGES.get(i),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(packages(STAGES.get(i)))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(STAGES.stream()
                                        .skip(i + 1)
                                        .map(ArchitectureTest::packages)
                                        .toArray(String[]::new))
                                .allowEmptyShould(true)
                                .check(TRANSFORMER)));
    }

    @Test
    void the_asm_layer_sees_no_stage() {
        noClasses()
                .that()
                .resideInAPackage(packages("asm"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        STAGES.stream().map(ArchitectureTest::packages).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(TRANSFORMER);
    }

    @Test
    void the_api_shows_no_asm() {
        noClasses()
                .that()
                .resideInAPackage("dev.fermata.transform")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(TRANSFORMER);
    }

    @Test
    void the_runtime_is_known_by_names_alone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.fermata", "dev.fermata.codegen..", "dev.fermata.loop..", "dev.fermata.sync..")
                .check(TRANSFORMER);
    }

    @Test
    void no_class_is_loaded_to_transform_another() {
        noClasses()
                .should()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
                .orShould()
                .callMethod(ClassLoader.class, "loadClass", String.class)
                .orShould()
                .beAssignableTo(ClassWriter.class)
                .because(
                        "getCommonSuperClass of a ClassWriter loads classes, so that no subclass of it has a reason to be")
                .check(TRANSFORMER);
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
                .check(TRANSFORMER);
    }

    private static String packages(String stage) {
        return INTERNAL + "." + stage + "..";
    }
}
