package dev.fermata.agent;

import dev.fermata.transform.ClassPath;
import dev.fermata.transform.ClassSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class files that a class loader would load classes from; none is loaded.
 *
 * @param loader is asked for them
 */
record LoaderClasses(ClassLoader loader) implements ClassSource {

    /** Null stands for the JVM's own loader. */
    static LoaderClasses of(@Nullable ClassLoader loader) {
        return new LoaderClasses(loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    @Override
    public byte @Nullable [] find(String internalName) {
        try (InputStream file = loader.getResourceAsStream(internalName + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public byte @Nullable [] findModule(String internalName) {
        URL file = loader.getResource(internalName + ".class");
        if (file == null) {
            return null;
        }
        try {
            URLConnection connection = file.openConnection();
            connection.setUseCaches(false);
            if (connection instanceof JarURLConnection jar
                    && "file".equals(jar.getJarFileURL().getProtocol())) {
                return inJar(Path.of(jar.getJarFileURL().toURI()), jar.getEntryName());
            }
            return beside(file, internalName);
        } catch (IOException | URISyntaxException | IllegalArgumentException none) {
            return null;
        }
    }

    private static byte @Nullable [] inJar(Path jar, String entry) throws IOException {
        try (ClassPath path = ClassPath.of(List.of(jar))) {
            return path.findModule(entry.substring(0, entry.lastIndexOf('.')));
        }
    }

    private static byte @Nullable [] beside(URL file, String internalName) throws IOException {
        String place = file.toString();
        if (!place.endsWith(internalName + ".class")) {
            return null;
        }
        String root = place.substring(0, place.length() - internalName.length() - ".class".length());
        try (InputStream module = URI.create(root + "module-info.class").toURL().openStream()) {
            return module.readAllBytes();
        }
    }
}
