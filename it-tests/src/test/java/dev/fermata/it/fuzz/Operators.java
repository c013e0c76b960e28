package dev.fermata.it.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table of what expressions are made of: # stands for an operand, @ for a new name. */
final class Operators {

    /** A template and the types of its operands. */
    record Operator(String template, List<Type> operands) {

        boolean assignsToField() {
            return template.matches("[(](me[.])?[a-z]+([+][+]| [^=<>! ]?= ).*");
        }
    }

    private static final Map<Type, List<Operator>> TABLE = parse("""
            BOOLEAN  (# && #)  BOOLEAN BOOLEAN
            BOOLEAN  (# || #)  BOOLEAN BOOLEAN
            BOOLEAN  (# ^ #)  BOOLEAN BOOLEAN
            BOOLEAN  (!#)  BOOLEAN
            BOOLEAN  (# < #)  INT INT
            BOOLEAN  (# >= #)  LONG INT
            BOOLEAN  (# == #)  CHAR INT
            BOOLEAN  (# != #)  DOUBLE FLOAT
            BOOLEAN  (# == null)  STRING
            BOOLEAN  (# == #)  COLOUR COLOUR
            BOOLEAN  Objects.equals(#, #)  STRING OBJECT
            BOOLEAN  (# instanceof CharSequence)  OBJECT
            BOOLEAN  (# instanceof String @ && @.length() > #)  OBJECT INT
            BOOLEAN  (!(# instanceof Integer @) || @ < #)  OBJECT LONG
            BOOLEAN  #.booleanValue()  BOOLEAN_BOX
            BOOLEAN  (me.flag |= #)  BOOLEAN
            BOOLEAN  (me.flag &= #)  BOOLEAN
            BOOLEAN  #[# & 1]  BOOLEANS INT
            BOOLEAN  (#[# & 1] ^= #)  BOOLEANS INT BOOLEAN
            BYTE  ((byte) #)  INT
            BYTE  ((byte) #)  DOUBLE
            BYTE  me.small
            BYTE  (me.small += #)  LONG
            BYTE  (#[# & 1] += #)  BYTES INT INT
            BYTE  #[# & 1]  BYTES INT
            BYTE  (me.small++)
            SHORT  ((short) #)  INT
            SHORT  ((short) (# + #))  SHORT BYTE
            CHAR  ((char) #)  INT
            CHAR  #.charAt(#)  STRING INT
            CHAR  (# + "xy").charAt(# & 1)  STRING INT
            CHAR  #.charAt(# & 1)  SEQUENCE INT
            CHAR  (me.letter += #)  INT
            CHAR  #.charValue()  CHAR_BOX
            CHAR  #[# & 1]  CHARS INT
            INT  (# + #)  INT INT
            INT  (# - #)  INT CHAR
            INT  (# * #)  BYTE SHORT
            INT  (# / #)  INT INT
            INT  (# % #)  INT INT
            INT  (# << #)  INT LONG
            INT  (-#)  INT
            INT  ((int) #)  LONG
            INT  ((int) #)  FLOAT
            INT  ((int) #)  CHAR
            INT  ((int) (Integer) (Object) #)  INT
            INT  #.length()  STRING
            INT  #.length  INTS
            INT  #.length  STRINGS
            INT  #.size()  LIST
            INT  #[#]  INTS INT
            INT  #[# & 1]  INTS INT
            INT  (#[# & 1] += #)  INTS INT INT
            INT  (#[# & 1] *= #)  INTS INT LONG
            INT  (#[# & 1]++)  INTS INT
            INT  (#[# & 1][0] -= #)  GRID INT INT
            INT  (--#[# & 1][0])  GRID INT
            INT  #.intValue()  INTEGER
            INT  me.count
            INT  (me.count += #)  INT
            INT  (me.count *= #)  DOUBLE
            INT  (me.count++)
            INT  #.left()  PAIR
            INT  #.ordinal()  COLOUR
            INT  Integer.parseInt(# + #)  STRING BYTE
            INT  Integer.parseInt("" + #)  SHORT
            INT  Integer.compare(#, #)  INT INT
            INT  World.sum(#)  INT
            INT  World.sum(#, #, #)  INT INT INT
            INT  World.sum(#, #)  INT INTS
            INT  World.twice(@ -> @ + 3, #)  INT
            INT  World.twice(Math::abs, #)  INT
            INT  me.new Inner(#, #, #).plus(#)  INT INT DOUBLE INT
            INT  new Fragile(#).value  INT
            INT  new Object() { int f(int @) { return @ + 1; } }.f(#)  INT
            INT  (new int[# & 7]).length  INT
            INT  (# instanceof Pair @ ? @.left() : #)  OBJECT INT
            INT  #.number  RESOURCE
            LONG  (# + #)  LONG LONG
            LONG  (# * #)  INT LONG
            LONG  (# / #)  LONG LONG
            LONG  (# >>> #)  LONG INT
            LONG  ((long) #)  INT
            LONG  ((long) #)  DOUBLE
            LONG  me.total
            LONG  (me.total += #)  INT
            LONG  (me.total -= #)  LONG
            LONG  #[# & 0]  LONGS INT
            LONG  (#[# & 0] ^= #)  LONGS INT LONG
            LONG  #.longValue()  LONG_BOX
            LONG  #.weight  NODE
            FLOAT  (# + #)  FLOAT INT
            FLOAT  (# / #)  FLOAT FLOAT
            FLOAT  ((float) #)  DOUBLE
            FLOAT  (share *= #)  FLOAT
            DOUBLE  (# + #)  DOUBLE FLOAT
            DOUBLE  (# % #)  DOUBLE LONG
            DOUBLE  Math.max(#, #)  DOUBLE DOUBLE
            DOUBLE  ((double) #)  LONG
            DOUBLE  (me.ratio -= #)  DOUBLE
            DOUBLE  (#[# & 1] /= #)  DOUBLES INT DOUBLE
            DOUBLE  #.doubleValue()  DOUBLE_BOX
            DOUBLE  ((Number) #).doubleValue()  INTEGER
            STRING  (# + #)  STRING INT
            STRING  (# + #)  CHAR STRING
            STRING  (# + "-" + # + ", " + #)  STRING LONG STRING
            STRING  ("<" + # + # + # + # + ">")  BOOLEAN BYTE DOUBLE SHORT
            STRING  ("" + # + # + #)  FLOAT CHAR INTEGER
            STRING  (# + ":" + #)  PAIR COLOUR
            STRING  String.valueOf(#)  LONG
            STRING  World.text(#)  OBJECT
            STRING  World.text(#)  INTS
            STRING  World.join(#, #, #)  STRING INT OBJECT
            STRING  World.join(null, #, #)  INT OBJECT
            STRING  World.join(#)  OBJECTS
            STRING  ((String) (Object) #)  STRING
            STRING  (# + "sub").substring(# & 3)  STRING INT
            STRING  #.name()  COLOUR
            STRING  #[# & 1]  STRINGS INT
            STRING  (#[# & 1] += #)  STRINGS INT INT
            STRING  #.get(# & 1)  LIST INT
            STRING  #.toString()  SEQUENCE
            STRING  name
            STRING  (name = World.cut(name + #))  INT
            STRING  #.label  NODE
            STRING  new StringBuilder(#).append(#).append(#).toString()  STRING INT CHAR
            STRING  String.format("%s/%s", #, #)  STRING INTEGER
            STRING  (# instanceof String @ ? @ : #)  OBJECT STRING
            INTEGER  ((Integer) #)  INT
            INTEGER  (# instanceof Integer @ ? @ : #)  OBJECT INTEGER
            INTEGER  me.boxed
            INTEGER  (me.boxed++)
            INTEGER  (me.boxed += #)  INT
            LONG_BOX  ((Long) #)  LONG
            CHAR_BOX  ((Character) #)  CHAR
            BOOLEAN_BOX  ((Boolean) #)  BOOLEAN
            DOUBLE_BOX  ((Double) #)  DOUBLE
            OBJECT  ((Object) #)  STRING
            OBJECT  ((Object) #)  INT
            OBJECT  ((Object) #)  INTS
            OBJECT  ((Object) #)  PAIR
            OBJECT  ((Object) #)  LONG
            OBJECT  me.thing
            OBJECT  (me.thing = #)  OBJECT
            OBJECT  #[# & 1]  OBJECTS INT
            OBJECT  #.right()  PAIR
            SEQUENCE  ((CharSequence) #)  STRING
            SEQUENCE  ((CharSequence) new StringBuilder(#))  STRING
            COLOUR  Colour.valueOf(#.name())  COLOUR
            COLOUR  Colour.values()[# & 1]  INT
            PAIR  new Pair(#, #)  INT OBJECT
            PAIR  new Pair(#, new Pair(#, #))  INT INT OBJECT
            PAIR  new Pair(#, # ? # : "other")  INT BOOLEAN STRING
            PAIR  new Pair(#, null)  INT
            PAIR  ((Pair) (Object) #)  PAIR
            NODE  new Node(#, #, #, #)  LONG LONG STRING NODE
            NODE  new Node(#, 1, #, new Node(#, #, #, #))  LONG STRING INT LONG STRING NODE
            NODE  new Node(#, #, null, #)  LONG LONG NODE
            NODE  #.next  NODE
            RESOURCE  new Resource(#)  INT
            RESOURCE  new Resource(#)  INT
            INTS  new int[] {#, #, #}  INT INT INT
            INTS  (new int[# & 3])  INT
            INTS  me.cells
            INTS  #.clone()  INTS
            INTS  ((int[]) (Object) #)  INTS
            INTS  #[# & 1]  GRID INT
            LONGS  new long[] {#, #}  LONG INT
            BYTES  new byte[] {#, #}  BYTE BYTE
            BOOLEANS  new boolean[] {#, #}  BOOLEAN BOOLEAN
            CHARS  new char[] {#, #}  CHAR CHAR
            CHARS  #.toCharArray()  STRING
            DOUBLES  new double[] {#, #}  DOUBLE FLOAT
            STRINGS  new String[] {#, #}  STRING STRING
            STRINGS  me.words
            STRINGS  ((String[]) #)  OBJECTS
            STRINGS  ((String[]) (Object[]) #)  STRINGS
            OBJECTS  new Object[] {#, #}  OBJECT INT
            OBJECTS  ((Object[]) #)  STRINGS
            GRID  new int[][] {#, {#, #}}  INTS INT INT
            GRID  (new int[2][# & 3])  INT
            LIST  ((List<String>) new ArrayList<String>(Arrays.asList(#, #)))  STRING STRING
            LIST  ((List<String>) new ArrayList<String>(Arrays.asList(#)))  STRINGS
            """);

    /** With what only the newer dialect has. */
    private static final Map<Type, List<Operator>> NEWER_TABLE = parse("""
            BOOLEAN  (# instanceof Pair(int @, _) && @ > #)  OBJECT INT
            BOOLEAN  (# instanceof Pair(_, Pair(int @, Object _)) && @ != #)  OBJECT INT
            INT  (# instanceof Pair(int @, Object _) ? @ : #)  OBJECT INT
            INT  (!(# instanceof Pair(var @, _)) ? # : #)  OBJECT INT INT
            INT  World.twice(_ -> 4, #)  INT
            STRING  (# instanceof Pair(_, String @) ? @ : #)  OBJECT STRING
            NODE  ((Node) new Early(#, #))  LONG STRING
            """);

    private Operators() {}

    /** Those that give {@code type}; for some types none. */
    static List<Operator> of(Type type, Dialect dialect) {
        List<Operator> old = TABLE.getOrDefault(type, List.of());
        return dialect == Dialect.JAVA_17
                ? old
                : Stream.concat(old.stream(), NEWER_TABLE.getOrDefault(type, List.of()).stream())
                        .toList();
    }

    private static Map<Type, List<Operator>> parse(String table) {
        Map<Type, List<Operator>> operators = new EnumMap<>(Type.class);
        for (String line : table.split("\n")) {
            String[] columns = line.split("  ");
            List<Type> operands = columns.length < 3
                    ? List.of()
                    : Arrays.stream(columns[2].split(" ")).map(Type::valueOf).toList();
            operators
                    .computeIfAbsent(Type.valueOf(columns[0]), none -> new ArrayList<>())
                    .add(new Operator(columns[1], operands));
        }
        return operators;
    }
}
