package dev.fermata.it.fuzz;

import java.util.List;

/** The static types of expressions and variables. */
enum Type {
    BOOLEAN("boolean", "Boolean", "false", "true"),
    BYTE("byte", "Byte", "((byte) 0)", "((byte) 1)", "((byte) -128)", "((byte) 77)"),
    SHORT("short", "Short", "((short) 0)", "((short) 1)", "((short) -300)"),
    CHAR("char", "Character", "'a'", "'z'", "'\\n'", "((char) 1)"),
    INT("int", "Integer", "0", "1", "2", "3", "(-1)", "5", "100", "70000", "Integer.MAX_VALUE"),
    LONG("long", "Long", "0L", "1L", "(-7L)", "5000000000L"),
    FLOAT("float", "Float", "0f", "1f", "2.5f", "Float.NaN"),
    DOUBLE("double", "Double", "0d", "1d", "(-0.25d)", "1e300"),
    STRING("String", "String", "\"\"", "\"a\"", "\"bc\"", "\"12\"", "\"Aa\"", "\"xyz\"", "((String) null)"),
    INTEGER(
            "Integer",
            "Integer",
            "Integer.valueOf(0)",
            "Integer.valueOf(7)",
            "Integer.valueOf(12)",
            "Integer.valueOf(1000)",
            "((Integer) null)"),
    LONG_BOX("Long", "Long", "Long.valueOf(0L)", "Long.valueOf(-9L)"),
    CHAR_BOX("Character", "Character", "Character.valueOf('q')"),
    BOOLEAN_BOX("Boolean", "Boolean", "Boolean.TRUE", "Boolean.FALSE"),
    DOUBLE_BOX("Double", "Double", "Double.valueOf(0.5)"),
    OBJECT("Object", "Object", "((Object) null)", "((Object) \"o\")", "((Object) 3)", "((Object) int[].class)"),
    SEQUENCE(
            "CharSequence",
            "CharSequence",
            "((CharSequence) \"cs\")",
            "((CharSequence) new StringBuilder(\"sb\"))",
            "((CharSequence) null)"),
    COLOUR("Colour", "Colour", "Colour.RED", "Colour.GREEN", "Colour.BLUE"),
    PAIR("Pair", "Pair", "new Pair(1, null)", "new Pair(2, \"r\")", "((Pair) null)"),
    NODE(
            "Node",
            "Node",
            "new Node(1L, 0, \"\", null)",
            "new Node(2L, 1, \"n\", new Node(3L, 0, \"m\", null))",
            "((Node) null)"),
    RESOURCE("Resource", "Resource", "new Resource(1)", "new Resource(3)", "((Resource) null)"),
    INTS("int[]", "int[]", "new int[] {1, 2}", "shared"),
    LONGS("long[]", "long[]", "new long[] {8L}"),
    BYTES("byte[]", "byte[]", "new byte[] {3, 4}"),
    BOOLEANS("boolean[]", "boolean[]", "new boolean[] {true, false}"),
    CHARS("char[]", "char[]", "new char[] {'u', 'v'}"),
    DOUBLES("double[]", "double[]", "new double[] {0.5, 2}"),
    STRINGS("String[]", "String[]", "new String[] {\"p\", \"q\", null}"),
    OBJECTS("Object[]", "Object[]", "new Object[] {1, \"x\"}", "((Object[]) new Integer[] {4, 5})"),
    GRID("int[][]", "int[][]", "new int[][] {{1}, {2, 3}}"),
    LIST("List<String>", "List<String>", "((List<String>) new ArrayList<String>(List.of(\"l\", \"m\")))"),
    VOID("Void", "Void", "null");

    /** As written in a declaration. */
    final String java;

    /** As a type argument. */
    final String boxed;

    /** Expressions of exactly this type; the first is what programs are shrunk to. */
    final List<String> literals;

    Type(String java, String boxed, String... literals) {
        this.java = java;
        this.boxed = boxed;
        this.literals = List.of(literals);
    }

    boolean isPrimitive() {
        return ordinal() <= DOUBLE.ordinal();
    }

    Expr simplest() {
        return Expr.text(this, literals.get(0));
    }
}
