package dev.fermata.it.fuzz;

/** What every generated class begins with: fields and types for the program to use. */
final class Prelude {

    private static final String IMPORTS = """
            import dev.fermata.*;
            import dev.fermata.it.fuzz.World;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    private static final String MEMBERS = """
                static World world;
                static NAME me;
                static int[] shared = {1, 2, 3};
                static String name = "n";
                static float share = 0.5f;
                int count = 1;
                long total;
                double ratio = 2;
                byte small = 100;
                char letter = 'k';
                boolean flag;
                Object thing = "thing";
                Integer boxed = 12;
                int[] cells = {4, 5, 6};
                String[] words = {"w", null};

                enum Colour { RED, GREEN, BLUE }

                record Pair(int left, Object right) implements World.Textual {
                    Pair {
                        world.note("new Pair", left);
                        if (left == 5) {
                            throw new World.Oops("five");
                        }
                    }
                    public String text(int depth) { return "Pair[" + left + ", " + World.text(right, depth + 1) + "]"; }
                    @Override public String toString() { return text(0); }
                }

                static class Node implements World.Textual {
                    static { world.note("Node is initialised", me.count); }
                    final long weight;
                    final String label;
                    final Node next;
                    private Node(long weight, long more, String label, Node next) {
                        world.note("new Node", weight + "+" + more + label);
                        this.weight = weight - more;
                        this.label = label;
                        this.next = next;
                    }
                    public String text(int depth) { return "Node[" + weight + World.text(next, depth + 1) + "]"; }
                    @Override public String toString() { return text(0); }
                }

                static class Fragile {
                    static {
                        world.note("Fragile is initialised", me.count);
                        if (me.count % 2 == 1) {
                            throw new World.Oops("fragile");
                        }
                    }
                    final int value;
                    Fragile(int value) { this.value = value; }
                }

                class Inner {
                    private final double both;
                    Inner(int a, int b, double c) { both = 3 * a + b + c + count; }
                    int plus(int more) { return (int) both + more; }
                }

                static final class Resource implements AutoCloseable, World.Textual {
                    final int number;
                    Resource(int number) {
                        this.number = number;
                        world.note("open", number);
                    }
                    @Override public void close() throws World.Checked {
                        world.event("close", number);
                        if (number == 3) {
                            throw new World.Checked("close 3");
                        }
                    }
                    public String text(int depth) { return "Resource" + number; }
                    @Override public String toString() { return text(0); }
                }

                static class Defaulting implements Defaults {}

                static NAME same = new NAME();
                static NAME sub = new Sub();
                static NAME plain = new Plain();
                static Defaults defaults = new Defaulting();
                static Defaults overriding = new Overriding();
                static Defaults plainly = new Plainly();

                static NAME any(int which) {
                    return which % 5 == 0 ? sub : which % 3 == 0 ? plain : which % 2 == 0 ? same : me;
                }

                static Defaults anyDefaults(int which) {
                    return which % 3 == 0 ? overriding : which % 2 == 0 ? plainly : defaults;
                }

                String fields() {
                    return World.text(new Object[] {
                        shared, name, share, count, total, ratio, small, letter, flag, thing, boxed, cells, words});
                }
            """;

    private static final String NEWER_MEMBERS = """
                static class Early extends Node {
                    Early(long weight, String label) {
                        world.note("early", weight);
                        if (weight == 5) {
                            throw new World.Oops("five");
                        }
                        super(weight, 1, label, null);
                    }
                }
            """;

    private Prelude() {}

    /** The beginning of the source file. */
    static String of(String name, Dialect dialect) {
        String members = MEMBERS + (dialect == Dialect.JAVA_25 ? NEWER_MEMBERS : "");
        return IMPORTS + "\npublic class " + name + " {\n" + members.replace("NAME", name);
    }
}
