package dev.fermata.benchmarks.spring;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Greets, in its own time. */
@RestController
public class GreetingController {

    @Async
    @GetMapping("/")
    public CompletableFuture<String> greet() {
        Await.on(Tasks.sleep(Duration.ofMillis(1)));
        return CompletableFuture.completedFuture("hello");
    }
}
