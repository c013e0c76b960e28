package dev.fermata.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@code =} of {@code -javaagent:fermata-javaagent.jar=include=com.acme.*;org.acme.*,verbose}:
 * options with commas between.
 *
 * <p>A glob is matched against the whole binary name of a class ({@code com.acme.Outer$Inner}): {@code *} stands for any
 * characters, dots too, {@code ?} for one.
 *
 * @param include the classes to transform; all unless given
 * @param exclude the classes to leave alone even if they are included; none unless given
 * @param dump where to write every transformed class, or null
 * @param verbose whether to name every transformed class and print its state machines
 * @param warnings whether to log what is legal but probably not meant
 */
record AgentOptions(
        Pattern include, Pattern exclude, @Nullable Path dump, boolean verbose, boolean warnings) {

    private static final Pattern ALL = Pattern.compile(".*");
    private static final Pattern NONE = Pattern.compile("(?!)");
    private static final String VALID = "include=GLOB[;GLOB...], exclude=GLOB[;GLOB...], dump=DIR, verbose, warnings";

    /** Reads the argument of the agent; null or the empty string give the defaults. */
    static AgentOptions parse(@Nullable String arguments) {
        AgentOptions options = new AgentOptions(ALL, NONE, null, false, false);
        if (arguments == null || arguments.isBlank()) {
            return options;
        }
        for (String option : arguments.split(",", -1)) {
            int equals = option.indexOf('=');
            options = equals < 0
                    ? options.with(option.strip(), null)
                    : options.with(
                            option.substring(0, equals).strip(),
                            option.substring(equals + 1).strip());
        }
        return options;
    }

    /** True if {@link #selects} answers true whatever it is asked. */
    boolean selectsAll() {
        return include == ALL && exclude == NONE;
    }

    /** True if the class with this binary name is to be transformed. */
    boolean selects(String className) {
        return (include == ALL || include.matcher(className).matches())
                && (exclude == NONE || !exclude.matcher(className).matches());
    }

    private AgentOptions with(String key, @Nullable String value) {
        return switch (key) {
            case "include" -> new AgentOptions(globs(key, value), exclude, dump, verbose, warnings);
            case "exclude" -> new AgentOptions(include, globs(key, value), dump, verbose, warnings);
            case "dump" -> new AgentOptions(include, exclude, folder(key, value), verbose, warnings);
            case "verbose" -> new AgentOptions(include, exclude, dump, flag(key, value), warnings);
            case "warnings" -> new AgentOptions(include, exclude, dump, verbose, flag(key, value));
            default ->
                throw new IllegalArgumentException(
                        "unknown option '" + key + "'; the options are " + VALID + " (with commas between)");
        };
    }

    private static Pattern globs(String key, @Nullable String value) {
        return Pattern.compile(Arrays.stream(required(key, value).split(";", -1))
                .map(String::strip)
                .map(glob -> glob.chars().mapToObj(AgentOptions::regex).collect(Collectors.joining()))
                .collect(Collectors.joining("|")));
    }

    private static String regex(int character) {
        return switch (character) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(character));
        };
    }

    private static Path folder(String key, @Nullable String value) {
        try {
            return Path.of(required(key, value)).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("option '" + key + "' is no name of a folder: " + e.getMessage(), e);
        }
    }

    private static boolean flag(String key, @Nullable String value) {
        if (value == null || value.equals("true")) {
            return true;
        }
        if (value.equals("false")) {
            return false;
        }
        throw new IllegalArgumentException(
                "option '" + key + "' takes no value but true or false, not '" + value + "'");
    }

    private static String required(String key, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("option '" + key + "' needs a value; the options are " + VALID);
        }
        return value;
    }
}
