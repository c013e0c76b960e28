package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each code has its section in the documentation, and the other way round. */
class DiagnosticsDocumentationTest {

    private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");

    @Test
    void the_page_has_a_section_for_each_code_in_their_order() throws IOException {
        List<String> sections = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(sections)
                .containsExactlyElementsOf(Arrays.stream(DiagnosticCode.values())
                        .map(DiagnosticCode::id)
                        .toList());
    }
}
