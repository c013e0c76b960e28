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

    private final List<ClassSource> entries = new ArrayList<>();
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
        for (ClassSource entry : entries) {
            byte[] found = entry.find(internalName);
            if (found != null) {
                return found;
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
            entries.add(internalName -> read(entry.resolve(internalName + ".class")));
            return;
        }
        try {
            ZipFile jar = new ZipFile(entry.toFile());
            jars.add(jar);
            entries.add(internalName -> read(jar, internalName + ".class"));
        } catch (IOException noJar) {
            unreadable.add(entry);
        }
    }

    private static byte @Nullable [] read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte @Nullable [] read(ZipFile jar, String name) {
        ZipEntry entry = jar.getEntry(name);
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
