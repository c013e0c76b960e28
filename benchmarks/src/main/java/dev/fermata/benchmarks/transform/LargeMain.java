package dev.fermata.benchmarks.transform;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Loads all classes of the {@link LargeApplication}, and prints the CPU time that the JVM has taken until then, in ns. */
public final class LargeMain {

    private LargeMain() {}

    public static void main(String[] arguments) throws ClassNotFoundException {
        int classes = Integer.parseInt(arguments[0]);
        for (int i = 0; i < classes; i++) {
            Class.forName("large.p" + i / 100 + ".C" + i);
        }
        System.out.println(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
    }
}
