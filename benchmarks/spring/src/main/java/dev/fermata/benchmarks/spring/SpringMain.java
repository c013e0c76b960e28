package dev.fermata.benchmarks.spring;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts a web server with one controller. When it takes requests, prints the CPU time that the JVM has taken until then, in
 * ns, and ends.
 */
@SpringBootApplication
public class SpringMain {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SpringMain.class);
        application.run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=error");
        System.out.println(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
        System.exit(0);
    }
}
