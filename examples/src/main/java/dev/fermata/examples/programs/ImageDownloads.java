package dev.fermata.examples.programs;

import com.sun.net.httpserver.HttpServer;
import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Downloads three images with a client that blocks, all at once, into files.
 *
 * <p>Program P28.
 */
public final class ImageDownloads {

    static final byte[][] IMAGES = {image(1, 120_000), image(2, 80_000), image(3, 40_000)};

    private ImageDownloads() {}

    public static void main(String[] args) throws IOException {
        Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("images");
        HttpServer server = serve();
        try {
            Fermata.run(download(server.getAddress().getPort(), directory));
        } finally {
            server.stop(0);
        }
    }

    @Async
    private static Coroutine<Void> download(int port, Path directory) {
        List<Awaitable<Path>> downloads = new ArrayList<>();
        for (int i = 1; i <= IMAGES.length; i++) {
            URI image = URI.create("http://localhost:" + port + "/" + i + ".png");
            downloads.add(Tasks.toThread(() -> fetch(image, directory)));
        }
        for (Path file : Await.on(Tasks.gather(downloads))) {
            System.out.println(file.getFileName() + " " + file.toFile().length() + " bytes");
        }
        return Coroutine.done();
    }

    /** Blocks its thread until the whole image is in its file. */
    private static Path fetch(URI image, Path directory) throws IOException {
        Path file = directory.resolve(Path.of(image.getPath()).getFileName());
        try (InputStream content = image.toURL().openStream()) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        for (int i = 1; i <= IMAGES.length; i++) {
            byte[] image = IMAGES[i - 1];
            server.createContext("/" + i + ".png", exchange -> {
                exchange.sendResponseHeaders(200, image.length);
                exchange.getResponseBody().write(image);
                exchange.close();
            });
        }
        server.start();
        return server;
    }

    private static byte[] image(int seed, int size) {
        byte[] image = new byte[size];
        new Random(seed).nextBytes(image);
        return image;
    }
}
