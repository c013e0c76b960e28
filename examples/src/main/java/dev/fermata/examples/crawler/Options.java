package dev.fermata.examples.crawler;

/**
 * What the command line asks for.
 *
 * @param pages how many pages the site has
 * @param parallel how many requests may be under way at once
 * @param seed decides what the site looks like, and when it is slow or fails
 * @param terminal whether the progress can be redrawn in place
 */
record Options(int pages, int parallel, long seed, boolean terminal) {

    static final String USAGE = """
            usage: examples/run crawler [--agent] [--pages N] [--parallel N] [--seed N]

              --pages N     how many pages the site has (1000)
              --parallel N  how many requests are under way at once (50)
              --seed N      decides what the site looks like and which requests fail (1)
              --agent       transform the classes as they are loaded, not in the build
            """;

    /** Reads the command line; throws {@link IllegalArgumentException}, with a message for the user, if it is wrong. */
    static Options parse(String[] arguments) {
        var options = new Options(1_000, 50, 1, Boolean.getBoolean("fermata.examples.terminal"));
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!name.matches("--(pages|parallel|seed)")) {
                throw new IllegalArgumentException("unknown option " + name);
            }
            if (i + 1 == arguments.length || !arguments[i + 1].matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException(name + " needs a number of at most six digits");
            }
            options = options.with(name, Integer.parseInt(arguments[i + 1]));
        }
        if (options.pages == 0 || options.parallel == 0) {
            throw new IllegalArgumentException("--pages and --parallel must be at least 1");
        }
        return options;
    }

    private Options with(String name, int value) {
        return switch (name) {
            case "--pages" -> new Options(value, parallel, seed, terminal);
            case "--parallel" -> new Options(pages, value, seed, terminal);
            default -> new Options(pages, parallel, value, terminal);
        };
    }
}
