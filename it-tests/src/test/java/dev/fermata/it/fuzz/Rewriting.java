package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Expr.Arm;
import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Stmt.Line;
import dev.fermata.it.fuzz.Stmt.Part;
import java.util.List;

/** A copy of a program in which subclasses change something. */
abstract class Rewriting {

    /** Called for each list of statements, from outside in; the result is gone through. */
    List<Stmt> changed(List<Stmt> block) {
        return block;
    }

    /** Called for each expression, from outside in; the result is gone through. */
    Expr changed(Expr expression) {
        return expression;
    }

    final Program program(Program program) {
        return program.with(
                program.methods().stream().map(this::method).toList(),
                program.overrides().stream().map(this::method).toList());
    }

    private Method method(Method method) {
        return method.withBody(block(method.body()));
    }

    private List<Stmt> block(List<Stmt> block) {
        return changed(block).stream().map(this::statement).toList();
    }

    private Stmt statement(Stmt statement) {
        if (statement instanceof Line line) {
            return line(line);
        } else if (statement instanceof Stmt.Return exit) {
            return new Stmt.Return(expression(exit.value()), exit.tail());
        } else if (statement instanceof Stmt.Compound compound) {
            List<Part> parts = compound.parts().stream()
                    .map(part -> new Part(line(part.head()), block(part.body())))
                    .toList();
            return new Stmt.Compound(compound.kind(), parts, line(compound.end()));
        } else if (statement instanceof Stmt.Lambda lambda) {
            return new Stmt.Lambda(lambda.name(), lambda.result(), lambda.parameter(), block(lambda.body()));
        }
        Stmt.LocalClass type = (Stmt.LocalClass) statement;
        return new Stmt.LocalClass(type.name(), method(type.method()));
    }

    private Line line(Line line) {
        return new Line(line.template(), expressions(line.operands()));
    }

    private List<Expr> expressions(List<Expr> expressions) {
        return expressions.stream().map(this::expression).toList();
    }

    private Expr expression(Expr original) {
        Expr expression = changed(original);
        if (expression instanceof Expr.Op op) {
            return new Expr.Op(op.type(), op.template(), expressions(op.operands()));
        } else if (expression instanceof Expr.Await await) {
            return new Expr.Await(await.type(), await.site(), await.awaited(), expression(await.value()));
        } else if (expression instanceof Expr.Call call) {
            return new Expr.Call(call.type(), call.started(), call.template(), expressions(call.operands()));
        }
        Expr.Choose choose = (Expr.Choose) expression;
        List<Arm> arms = choose.arms().stream()
                .map(arm -> new Arm(line(arm.label()), block(arm.body()), expression(arm.value())))
                .toList();
        return new Expr.Choose(choose.type(), choose.arrows(), expression(choose.selector()), arms);
    }
}
