package dev.fermata.transform.internal.scan;

import dev.fermata.transform.ClassSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The classes of the JDK that the transformer runs on. Class loaders are asked for files, never for a class. */
final class JdkClasses implements ClassSource {

    private static final String SCHEME = "jrt";

    @Override
    public byte @Nullable [] find(String internalName) {
        URL file = locate(internalName);
        return file == null ? null : read(file);
    }

    @Override
    public byte @Nullable [] findModule(String internalName) {
        URL file = locate(internalName);
        if (file == null) {
            return null;
        }
        String module = file.getPath().split("/", 3)[1];
        try {
            return read(
                    URI.create(SCHEME + ":/" + module + "/module-info.class").toURL());
        } catch (IOException unknown) {
            return null;
        }
    }

    /** Behind the loader of applications are all modules; what it finds elsewhere is the application's. */
    private static @Nullable URL locate(String internalName) {
        URL file = ClassLoader.getSystemClassLoader().getResource(internalName + ".class");
        return file != null && SCHEME.equals(file.getProtocol()) ? file : null;
    }

    private static byte @Nullable [] read(URL file) {
        try (InputStream in = file.openStream()) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
