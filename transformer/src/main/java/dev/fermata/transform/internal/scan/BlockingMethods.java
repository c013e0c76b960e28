package dev.fermata.transform.internal.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The table of methods that block their thread, by the class that a call names: the declared type of the receiver, as no
 * class is looked at. Methods that only take a short lock ({@code Lock.lock}) are not in it, nor is reading from any
 * {@code InputStream}, which may be one in memory; a socket's stream is caught where it is asked for.
 */
final class BlockingMethods {

    private static final String SLEEP = "use Await.on(Tasks.sleep(...))";
    private static final String AWAIT = "use Await.on(...)";
    private static final String AWAIT_STAGE =
            "await a CompletableFuture instead, or wait in Await.on(Tasks.toThread(...))";
    private static final String PROMISE = "await a Promise instead, or wait in Await.on(Tasks.toThread(...))";
    private static final String ON_EXIT = "use Await.on(process.onExit())";
    private static final String SEND_ASYNC = "use Await.on(client.sendAsync(...))";
    private static final String TO_THREAD = "do it in Await.on(Tasks.toThread(...))";

    private static final String CONCURRENT = "java/util/concurrent/";
    private static final Map<String, List<Entry>> ENTRIES = new Table()
            .add(SLEEP, "sleep", "java/lang/Thread", CONCURRENT + "TimeUnit")
            .add(TO_THREAD, "join", "java/lang/Thread")
            .add(PROMISE, "wait", "java/lang/Object")
            .add(AWAIT, "get join", CONCURRENT + "CompletableFuture")
            .add(
                    AWAIT_STAGE,
                    "get",
                    CONCURRENT + "Future",
                    CONCURRENT + "FutureTask",
                    CONCURRENT + "RunnableFuture",
                    CONCURRENT + "ScheduledFuture",
                    CONCURRENT + "RunnableScheduledFuture")
            .add(
                    AWAIT_STAGE,
                    "get join invoke",
                    CONCURRENT + "ForkJoinTask",
                    CONCURRENT + "RecursiveTask",
                    CONCURRENT + "RecursiveAction")
            .add(PROMISE, "await", CONCURRENT + "CountDownLatch", CONCURRENT + "CyclicBarrier")
            .add(PROMISE, "await awaitNanos awaitUntil awaitUninterruptibly", CONCURRENT + "locks/Condition")
            .add(PROMISE, "awaitAdvance awaitAdvanceInterruptibly arriveAndAwaitAdvance", CONCURRENT + "Phaser")
            .add(PROMISE, "exchange", CONCURRENT + "Exchanger")
            .add(PROMISE, "park parkNanos parkUntil", CONCURRENT + "locks/LockSupport")
            .add(PROMISE, "acquire acquireUninterruptibly", CONCURRENT + "Semaphore")
            .addTimed(PROMISE, "tryAcquire", CONCURRENT + "Semaphore")
            .add(
                    PROMISE,
                    "take",
                    CONCURRENT + "BlockingQueue",
                    CONCURRENT + "BlockingDeque",
                    CONCURRENT + "TransferQueue",
                    CONCURRENT + "ArrayBlockingQueue",
                    CONCURRENT + "LinkedBlockingQueue",
                    CONCURRENT + "LinkedBlockingDeque",
                    CONCURRENT + "LinkedTransferQueue",
                    CONCURRENT + "PriorityBlockingQueue",
                    CONCURRENT + "DelayQueue",
                    CONCURRENT + "SynchronousQueue",
                    CONCURRENT + "CompletionService",
                    CONCURRENT + "ExecutorCompletionService")
            .add(
                    PROMISE,
                    "put",
                    CONCURRENT + "BlockingQueue",
                    CONCURRENT + "BlockingDeque",
                    CONCURRENT + "TransferQueue",
                    CONCURRENT + "ArrayBlockingQueue",
                    CONCURRENT + "LinkedBlockingQueue",
                    CONCURRENT + "LinkedBlockingDeque",
                    CONCURRENT + "SynchronousQueue")
            .addTimed(
                    PROMISE,
                    "poll offer",
                    CONCURRENT + "BlockingQueue",
                    CONCURRENT + "BlockingDeque",
                    CONCURRENT + "TransferQueue",
                    CONCURRENT + "ArrayBlockingQueue",
                    CONCURRENT + "LinkedBlockingQueue",
                    CONCURRENT + "LinkedBlockingDeque",
                    CONCURRENT + "SynchronousQueue")
            .add(
                    PROMISE,
                    "takeFirst takeLast putFirst putLast",
                    CONCURRENT + "BlockingDeque",
                    CONCURRENT + "LinkedBlockingDeque")
            .add(
                    TO_THREAD,
                    "invokeAll invokeAny awaitTermination close",
                    CONCURRENT + "ExecutorService",
                    CONCURRENT + "ScheduledExecutorService",
                    CONCURRENT + "ThreadPoolExecutor",
                    CONCURRENT + "ScheduledThreadPoolExecutor",
                    CONCURRENT + "ForkJoinPool")
            .add(TO_THREAD, "invoke", CONCURRENT + "ForkJoinPool")
            .add(ON_EXIT, "waitFor", "java/lang/Process")
            .add(SEND_ASYNC, "send", "java/net/http/HttpClient")
            .add(TO_THREAD, "<init>", BlockingMethods::namesAddress, "java/net/Socket", "javax/net/ssl/SSLSocket")
            .add(TO_THREAD, "connect getInputStream getOutputStream", "java/net/Socket", "javax/net/ssl/SSLSocket")
            .add(TO_THREAD, "accept", "java/net/ServerSocket", "javax/net/ssl/SSLServerSocket")
            .add(TO_THREAD, "createSocket", BlockingMethods::namesAddress, "javax/net/SocketFactory")
            .add(TO_THREAD, "createSocket", BlockingMethods::namesAddress, "javax/net/ssl/SSLSocketFactory")
            .add(TO_THREAD, "receive", "java/net/DatagramSocket", "java/net/MulticastSocket")
            .add(TO_THREAD, "openStream getContent", "java/net/URL")
            .add(
                    TO_THREAD,
                    "connect getInputStream getOutputStream getResponseCode",
                    "java/net/URLConnection",
                    "java/net/HttpURLConnection",
                    "javax/net/ssl/HttpsURLConnection")
            .add(TO_THREAD, "getConnection", "java/sql/DriverManager", "javax/sql/DataSource")
            .add(TO_THREAD, "prepareStatement prepareCall commit rollback isValid", "java/sql/Connection")
            .add(
                    TO_THREAD,
                    "execute executeQuery executeUpdate executeBatch executeLargeUpdate executeLargeBatch",
                    "java/sql/Statement",
                    "java/sql/PreparedStatement",
                    "java/sql/CallableStatement")
            .add(TO_THREAD, "next", "java/sql/ResultSet")
            .entries;

    private BlockingMethods() {}

    /** What to do in the place of {@code call}; empty if it does not block. */
    static Optional<String> remedyFor(MethodInsnNode call) {
        return ENTRIES.getOrDefault(call.owner, List.of()).stream()
                .filter(entry -> entry.name.equals(call.name) && entry.descriptors.test(call.desc))
                .findFirst()
                .map(Entry::remedy);
    }

    /** The constructors of a socket that connect it begin with where to. */
    private static boolean namesAddress(String descriptor) {
        return descriptor.startsWith("(Ljava/lang/String;") || descriptor.startsWith("(Ljava/net/InetAddress;");
    }

    private static boolean hasTimeout(String descriptor) {
        return descriptor.contains("Ljava/util/concurrent/TimeUnit;)");
    }

    private record Entry(String name, Predicate<String> descriptors, String remedy) {}

    /** Collects the entries, by the internal name of the class. */
    private static final class Table {
        final Map<String, List<Entry>> entries = new HashMap<>();

        Table add(String remedy, String names, String... owners) {
            return add(remedy, names, descriptor -> true, owners);
        }

        /** Only the overloads that end with a time to wait; those without do not wait. */
        Table addTimed(String remedy, String names, String... owners) {
            return add(remedy, names, BlockingMethods::hasTimeout, owners);
        }

        Table add(String remedy, String names, Predicate<String> descriptors, String... owners) {
            for (String owner : owners) {
                for (String name : names.split(" ", -1)) {
                    entries.computeIfAbsent(owner, key -> new ArrayList<>()).add(new Entry(name, descriptors, remedy));
                }
            }
            return this;
        }
    }
}
