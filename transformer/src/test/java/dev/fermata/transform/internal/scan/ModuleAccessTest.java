package dev.fermata.transform.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.ClassSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

class ModuleAccessTest {

    private static final byte[] LIBRARY = module("library", "other", "library/open", "library/friends");
    private static final byte[] READER = module("reader", "library");
    private static final byte[] FRIEND = module("friend", "library");
    private static final byte[] STRANGER = module("stranger", "other");

    @Test
    void the_class_path_sees_what_is_exported_to_all() {
        assertThat(sees(null, "library/open/A", LIBRARY)).isTrue();
        assertThat(sees(null, "library/friends/A", LIBRARY)).isFalse();
        assertThat(sees(null, "library/inner/A", LIBRARY)).isFalse();
        assertThat(sees(null, "library/inner/A", null)).isTrue();
    }

    @Test
    void a_module_sees_what_is_exported_to_it_if_it_reads_the_other() {
        assertThat(sees(READER, "library/open/A", LIBRARY)).isTrue();
        assertThat(sees(READER, "library/friends/A", LIBRARY)).isFalse();
        assertThat(sees(FRIEND, "library/friends/A", LIBRARY)).isTrue();
        assertThat(sees(STRANGER, "library/open/A", LIBRARY)).isFalse();
        assertThat(sees(READER, "automatic/A", null)).isFalse();
    }

    @Test
    void a_module_sees_all_of_itself() {
        assertThat(sees(LIBRARY, "library/inner/A", LIBRARY)).isTrue();
    }

    @Test
    void every_module_reads_the_base_and_no_other_of_the_jdk() {
        assertThat(sees(READER, "java/util/List", null)).isTrue();
        assertThat(sees(READER, "java/sql/Date", null)).isFalse();
        assertThat(sees(module("sql", "java.sql"), "java/sql/Date", null)).isTrue();
    }

    @Test
    void a_damaged_descriptor_is_none() {
        assertThat(sees(null, "library/inner/A", new byte[] {1, 2, 3})).isTrue();
    }

    private static boolean sees(byte @Nullable [] own, String name, byte @Nullable [] theirs) {
        ClassSource source = new ClassSource() {
            @Override
            public byte @Nullable [] find(String internalName) {
                return null;
            }

            @Override
            public byte @Nullable [] findModule(String internalName) {
                return internalName.equals("own/Main") ? own : internalName.equals(name) ? theirs : null;
            }
        };
        return new ModuleAccess(source, new JdkClasses(), "own/Main").isCertain(name);
    }

    /** A module that exports {@code library/friends} to {@code friend} only. */
    private static byte[] module(String name, String requires, String... exports) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor module = writer.visitModule(name, 0, null);
        module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        module.visitRequire(requires, 0, null);
        Map<String, String[]> friends = Map.of("library/friends", new String[] {"friend"});
        for (String packageName : exports) {
            module.visitExport(packageName, 0, friends.get(packageName));
        }
        module.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
