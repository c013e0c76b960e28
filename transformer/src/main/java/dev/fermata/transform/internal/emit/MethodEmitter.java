package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.analysis.MethodAnalysis;
import dev.fermata.transform.internal.asm.MemberReplacer.Additions;
import dev.fermata.transform.internal.plan.SpillPlan.Cast;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** The door to this stage: what takes the place of asynchronous methods. */
public final class MethodEmitter {

    private MethodEmitter() {}

    /**
     * The methods that replace one: the stub under its name, its body, and what that calls. Uses up the code of
     * {@code analysis}; {@code calls} are of the whole class.
     */
    public static List<MethodNode> emit(StateMachinePlan plan, MethodAnalysis analysis, BodyCalls calls) {
        List<MethodNode> methods = new ArrayList<>();
        methods.add(EntryStubEmitter.emit(plan));
        methods.addAll(BodyEmitter.emit(plan, analysis, calls));
        methods.addAll(calls.gate(plan));
        return methods;
    }

    /**
     * What a class with such methods gets once; {@code plans} in the order of the methods' numbers.
     *
     * @param sourceFile the file that the class was compiled from; null if it does not say
     */
    public static Additions emitClassEntry(List<StateMachinePlan> plans, @Nullable String sourceFile) {
        AsyncMethod any = plans.get(0).method();
        String owner = any.owner();
        List<FieldNode> fields = new ArrayList<>();
        List<MethodNode> methods = new ArrayList<>();
        methods.add(ClassEntryEmitter.entry(owner, any.ownerIsInterface()));
        methods.add(ClassEntryEmitter.resume(plans));
        methods.add(ClassEntryEmitter.start(plans));
        methods.add(WhereEmitter.emit(plans, sourceFile));
        SortedMap<String, Cast> hidden = new TreeMap<>();
        plans.forEach(plan -> hidden.putAll(plan.hiddenTypes()));
        if (any.ownerIsInterface()) {
            methods.addAll(new CompanionEmitter(owner, hidden).methods());
        } else {
            hidden.forEach((type, cast) -> {
                RetypingEmitter retyping = new RetypingEmitter(owner, type);
                fields.add(retyping.box());
                methods.add(retyping.method(Opcodes.ACC_PRIVATE, cast));
            });
        }
        return new Additions(fields, methods);
    }
}
