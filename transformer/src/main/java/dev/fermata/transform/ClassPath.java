package dev.fermata.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The classes in some directories and jars, as a compiler's class path names them. The first entry that has a class wins.
 * Entries that do not exist or cannot be read have no classes; {@link #unreadable} names them. Jars stay open until
 * {@link #close}. Any thread.
 */
public final class ClassPath implements ClassSource, AutoCloseable {

    private static final String MODULE = "module-info.class";
    private static final int FIRST_WITH_MODULES = 9;

    private final List<Entry> entries = new ArrayList<>();
    private final List<ZipFile> jars = new ArrayList<>();
    private final List<Path> unreadable = new ArrayList<>();

    private ClassPath() {}

    /** Opens a class path with these entries. */
    public static ClassPath of(List<Path> entries) {
        ClassPath path = new ClassPath();
        entries.forEach(path::add);
        return path;
    }

    /** The entries that do not exist or cannot be read, in their order. */
    public List<Path> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public byte @Nullable [] find(String internalName) {
        String file = internalName + ".class";
        for (Entry entry : entries) {
            byte[] found = entry.read(file);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    public byte @Nullable [] findModule(String internalName) {
        String file = internalName + ".class";
        for (Entry entry : entries) {
            if (entry.has(file)) {
                return moduleOf(entry);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (ZipFile jar : jars) {
            jar.close();
        }
    }

    private void add(Path entry) {
        if (Files.isDirectory(entry)) {
            entries.add(new Directory(entry));
            return;
        }
        try {
            ZipFile jar = new ZipFile(entry.toFile());
            jars.add(jar);
            entries.add(new Jar(jar));
        } catch (IOException noJar) {
            unreadable.add(entry);
        }
    }

    /** A jar with several releases of its classes may have the descriptor among those for a release. */
    private static byte @Nullable [] moduleOf(Entry entry) {
        byte[] found = entry.read(MODULE);
        for (int release = FIRST_WITH_MODULES;
                found == null && release <= Runtime.version().feature();
                release++) {
            found = entry.read("META-INF/versions/" + release + "/" + MODULE);
        }
        return found;
    }

    /** A directory or a jar. */
    private interface Entry {

        boolean has(String file);

        byte @Nullable [] read(String file);
    }

    private record Directory(Path root) implements Entry {

        @Override
        public boolean has(String file) {
            return Files.isRegularFile(root.resolve(file));
        }

        @Override
        public byte @Nullable [] read(String file) {
            try {
                return has(file) ? Files.readAllBytes(root.resolve(file)) : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Jar(ZipFile jar) implements Entry {

        @Override
        public boolean has(String file) {
            return jar.getEntry(file) != null;
        }

        @Override
        public byte @Nullable [] read(String file) {
            ZipEntry entry = jar.getEntry(file);
            if (entry == null) {
                return null;
            }
            try (InputStream bytes = jar.getInputStream(entry)) {
                return bytes.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
