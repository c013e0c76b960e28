package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar and what must not be. */
class AgentJarIT {
    private static final String PATH = System.getProperty("fermata.agent.jar");

    @Test
    void asm_is_relocated() throws IOException {
        assertThat(entries())
                .contains("dev/fermata/agent/shaded/asm/ClassReader.class")
                .noneMatch(name -> name.startsWith("org/objectweb/"));
    }

    @Test
    void no_module_descriptor_of_a_shaded_part_is_left() throws IOException {
        assertThat(entries()).noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void manifest_names_the_agent_class() throws IOException {
        try (var jar = new JarFile(PATH)) {
            var main = jar.getManifest().getMainAttributes();
            assertThat(main.getValue("Premain-Class")).isEqualTo("dev.fermata.agent.Premain");
            assertThat(main.getValue("Agent-Class")).isEqualTo("dev.fermata.agent.Premain");
            assertThat(main.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(main.getValue("Automatic-Module-Name")).isEqualTo("dev.fermata.agent");
        }
    }

    private static List<String> entries() throws IOException {
        try (var jar = new JarFile(PATH)) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
