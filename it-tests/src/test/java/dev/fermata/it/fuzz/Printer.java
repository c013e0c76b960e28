package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Expr.Arm;
import dev.fermata.it.fuzz.Expr.Awaited;
import dev.fermata.it.fuzz.Program.Home;
import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Parameter;
import dev.fermata.it.fuzz.Program.Style;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a program as Java source, in its asynchronous or its blocking form. */
final class Printer {

    private final boolean async;
    private final StringBuilder out = new StringBuilder();
    private int indent = 1;
    private int yields;
    private Type result = Type.VOID;
    private Style style = Style.COLD;

    private Printer(boolean async) {
        this.async = async;
    }

    /** The asynchronous form awaits. */
    static String async(Program program) {
        return new Printer(true).print(program);
    }

    /** The blocking form knows nothing of Fermata. */
    static String blocking(Program program) {
        return new Printer(false).print(program);
    }

    /** The asynchronous form, for people, who know the fields and types that all programs share. */
    static String withoutPrelude(Program program) {
        String source = async(program);
        return source.substring(Prelude.of(program.name(), program.dialect()).length());
    }

    private String print(Program program) {
        out.append(Prelude.of(program.name(), program.dialect()));
        Method main = program.methods().get(0);
        String start = (async ? main.style().type(main.result()) : main.result().java)
                + " run(World w) throws Exception { world = w; me = new " + classOfMain(program) + "(); return me."
                + main.name() + "(2); }";
        line("public static " + start);
        for (Home home : Home.values()) {
            home(home, program);
        }
        return out.append("}\n").toString();
    }

    /** Of which class the object is that runs. */
    private static String classOfMain(Program program) {
        return switch ((int) Math.floorMod(program.seed(), 4L)) {
            case 0 -> "Sub";
            case 1 -> "Plain";
            default -> program.name();
        };
    }

    private void home(Home home, Program program) {
        if (home != Home.PROGRAM) {
            line(home.head.replace("NAME", program.name()) + " {");
            indent++;
        }
        Stream.of(program.methods(), program.overrides())
                .flatMap(List::stream)
                .filter(method -> method.place().home == home)
                .forEach(method -> method(method, method.place().modifier));
        if (home != Home.PROGRAM) {
            indent--;
            line("}");
        }
    }

    private void method(Method method, String modifier) {
        String parameters = method.parameters().stream().map(Printer::parameter).collect(Collectors.joining(", "));
        String type = async ? method.style().type(method.result()) : method.result().java;
        boolean counts = method.parameters().get(0).name().equals("depth");
        line((async && method.place().isAsync() ? "@Async " : "") + modifier + type + " " + method.name() + "("
                + parameters + ") throws Exception {");
        line(counts ? "    world.enter(depth);" : "");
        body(method.body(), method.result(), method.style());
        line("}");
    }

    private static String parameter(Parameter parameter) {
        return (parameter.constant() ? "final " : "") + parameter.type().java + " " + parameter.name();
    }

    private void body(List<Stmt> body, Type returned, Style returnedAs) {
        Type outerResult = result;
        Style outerStyle = style;
        result = returned;
        style = returnedAs;
        block(body);
        result = outerResult;
        style = outerStyle;
    }

    private void block(List<Stmt> body) {
        indent++;
        body.forEach(this::statement);
        indent--;
    }

    private void statement(Stmt statement) {
        if (statement instanceof Stmt.Line simple) {
            Expr first = simple.operands().isEmpty() ? null : simple.operands().get(0);
            line(
                    switch (simple.template()) {
                        case "#;" -> alone(first) + ";";
                        case "yield #;" -> yielding(first.type(), text(first));
                        default -> text(simple);
                    });
        } else if (statement instanceof Stmt.Return exit) {
            line("return " + (exit.tail() ? tail(exit.value()) : returned(text(exit.value()))) + ";");
        } else if (statement instanceof Stmt.Compound compound) {
            compound.parts().forEach(part -> {
                line(text(part.head()) + " {");
                block(part.body());
                line("}");
            });
            line(text(compound.end()));
        } else if (statement instanceof Stmt.Lambda lambda) {
            String type = (async ? "World.Later<" : "World.Now<") + lambda.result().boxed + ">";
            line("final " + type + " " + lambda.name() + " = " + lambda.parameter() + " -> {");
            body(lambda.body(), lambda.result(), Style.COLD);
            line("};");
        } else if (statement instanceof Stmt.LocalClass type) {
            line("class " + type.name() + " {");
            indent++;
            line("int kept;");
            line(type.name() + "(int kept) { this.kept = kept; }");
            method(type.method(), "");
            indent--;
            line("}");
        }
    }

    private String returned(String value) {
        return async ? style.wrap(result, value) : value;
    }

    private String tail(Expr value) {
        return value instanceof Expr.Call call ? fill(call.template(), call.operands()) : returned(text(value));
    }

    /** Without the cast that an expression statement must not have. */
    private String alone(Expr value) {
        if (value instanceof Expr.Await await) {
            return await(await);
        }
        return value instanceof Expr.Call call ? call(call) : "Objects.isNull(" + text(value) + ")";
    }

    private String text(Stmt.Line simple) {
        return fill(simple.template(), simple.operands());
    }

    private String text(Expr expression) {
        if (expression instanceof Expr.Op op) {
            return fill(op.template(), op.operands());
        }
        if (expression instanceof Expr.Choose choose) {
            return choose(choose);
        }
        String value = expression instanceof Expr.Await await ? await(await) : call((Expr.Call) expression);
        return "((" + expression.type().java + ") " + value + ")";
    }

    private String await(Expr.Await await) {
        Type type = await.type();
        boolean stage = await.awaited() == Awaited.STAGE || await.awaited() == Awaited.STAGE_WITH_EXCEPTION;
        String what = "world.<" + type.boxed + ">" + (!async ? "now" : stage ? "stage" : "at") + "(" + await.site()
                + ", " + text(await.value()) + ")";
        boolean declares = await.awaited().name().endsWith("EXCEPTION");
        if (!async) {
            return what;
        }
        return declares
                ? "Await.<" + type.boxed + ", World.Checked>on(" + what + ", World.Checked.class)"
                : "Await.<" + type.boxed + ">on(" + what + ")";
    }

    private String call(Expr.Call call) {
        String value = fill(call.template(), call.operands());
        if (!async) {
            return value;
        }
        String boxed = call.type().boxed;
        return "Await.<" + boxed + ">on(" + (call.started() ? "Tasks.<" + boxed + ">start(" + value + ")" : value)
                + ")";
    }

    private String choose(Expr.Choose choose) {
        StringBuilder text = new StringBuilder("(switch (" + text(choose.selector()) + ") {");
        for (Arm arm : choose.arms()) {
            String label = text(arm.label());
            text.append(' ').append(label).append(label.endsWith("->") ? " " : choose.arrows() ? " -> " : ": ");
            String value = text(arm.value());
            if (choose.arrows() && arm.body().isEmpty()) {
                text.append(value).append(';');
            } else {
                text.append("{\n")
                        .append(nested(arm.body()))
                        .append(yielding(choose.type(), value))
                        .append(" }");
            }
        }
        return "((" + choose.type().java + ") " + text.append(" }))").toString();
    }

    /** In two steps where javac would take the parenthesis for that of a call. */
    private String yielding(Type type, String value) {
        if (!value.startsWith("(") || !(value.contains("{") || value.contains(","))) {
            return "yield " + value + ";";
        }
        String name = "yielded" + yields++;
        return "{ " + type.java + " " + name + " = " + value + "; yield " + name + "; }";
    }

    /** Statements inside an expression. */
    private String nested(List<Stmt> body) {
        int start = out.length();
        block(body);
        String text = out.substring(start);
        out.setLength(start);
        return text;
    }

    private String fill(String template, List<Expr> operands) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Expr operand : operands) {
            int hole = template.indexOf('#', from);
            text.append(template, from, hole).append(text(operand));
            from = hole + 1;
        }
        return text.append(template.substring(from)).toString();
    }

    private void line(String text) {
        if (!text.isEmpty()) {
            out.append("    ".repeat(indent)).append(text).append('\n');
        }
    }
}
