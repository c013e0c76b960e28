package dev.fermata.it.debugger;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.connect.VMStartException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JVM under a debugger that does what IDEs do: a breakpoint stands at every location of its line; steps pass over the
 * JDK, over the runtime's machinery, and over methods without lines. Everything follows from the events of the JVM; the one timeout is for a JVM that
 * hangs. For one thread.
 */
final class DebugSession implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 120_000;
    private static final List<String> STEPPED_OVER = List.of("java.*", "jdk.*", "sun.*", "dev.fermata.*");

    private final VirtualMachine jvm;
    private final List<Integer> breakpoints;
    private EventSet current;
    private LocatableEvent stop;

    private DebugSession(VirtualMachine jvm, List<Integer> breakpoints) {
        this.jvm = jvm;
        this.breakpoints = breakpoints;
    }

    /** Starts {@code program} with one argument and with breakpoints on {@code lines}; it has not run yet. */
    static DebugSession start(Debuggee program, String argument, Integer... lines) throws IOException {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("home").setValue(System.getProperty("java.home"));
        arguments.get("options").setValue("-Xshare:auto -XX:+UseSerialGC -cp \"" + program.classPath() + "\"");
        arguments.get("main").setValue(program.main() + " " + argument);
        try {
            DebugSession session = new DebugSession(connector.launch(arguments), Arrays.asList(lines));
            ClassPrepareRequest prepared = session.jvm.eventRequestManager().createClassPrepareRequest();
            prepared.addClassFilter(program.main() + "*");
            prepared.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            prepared.enable();
            return session;
        } catch (IllegalConnectorArgumentsException | VMStartException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets the program run to the next breakpoint or to the end of a step; empty if it ends instead. */
    Optional<Location> run() {
        stop = null;
        try {
            if (current != null) {
                current.resume();
            }
            while (true) {
                current = jvm.eventQueue().remove(PATIENCE_MILLIS);
                if (current == null) {
                    throw new AssertionError("the program hangs");
                }
                boolean ended = false;
                for (Event event : current) {
                    ended |= handle(event);
                }
                if (ended) {
                    return Optional.empty();
                }
                if (stop != null) {
                    return Optional.of(stop.location());
                }
                current.resume();
            }
        } catch (VMDisconnectedException gone) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** As {@link #run}; the line, and 0 at the end of the program. */
    int runToLine() {
        return run().map(Location::lineNumber).orElse(0);
    }

    /** Steps over what is left of the current line; where that leads. */
    Optional<Location> stepOver() {
        return step(StepRequest.STEP_OVER);
    }

    /** Steps to the next line, be it in a method that is called. */
    Optional<Location> stepInto() {
        return step(StepRequest.STEP_INTO);
    }

    /** A JVM ends a step that has left its method at whatever comes next; from code without lines IDEs step on. */
    private Optional<Location> step(int depth) {
        Optional<Location> end = stepOnce(depth);
        while (stoppedByStep() && end.orElseThrow().lineNumber() < 0) {
            end = stepOnce(depth);
        }
        return end;
    }

    private Optional<Location> stepOnce(int depth) {
        StepRequest step = jvm.eventRequestManager().createStepRequest(thread(), StepRequest.STEP_LINE, depth);
        STEPPED_OVER.forEach(step::addClassExclusionFilter);
        step.addCountFilter(1);
        step.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        step.enable();
        Optional<Location> end = run();
        if (end.isPresent()) {
            jvm.eventRequestManager().deleteEventRequest(step);
        }
        return end;
    }

    /** True if the last stop is the end of a step. */
    boolean stoppedByStep() {
        return stop instanceof StepEvent;
    }

    /** The value of a local variable that is visible where the program stands, as text. */
    String local(String name) {
        try {
            StackFrame frame = frame();
            LocalVariable variable = frame.visibleVariableByName(name);
            return variable == null ? "(invisible)" : String.valueOf(frame.getValue(variable));
        } catch (AbsentInformationException e) {
            throw new AssertionError(e);
        }
    }

    /** All visible local variables where the program stands, read in one request as IDEs do, as text by name. */
    Map<String, String> locals() {
        Map<String, String> texts = new TreeMap<>();
        try {
            StackFrame frame = frame();
            frame.getValues(frame.visibleVariables())
                    .forEach((variable, value) -> texts.put(variable.name(), String.valueOf(value)));
        } catch (AbsentInformationException e) {
            throw new AssertionError(e);
        }
        return texts;
    }

    /** The frame of the method in which the program stands. */
    StackFrame frame() {
        try {
            return thread().frame(0);
        } catch (IncompatibleThreadStateException e) {
            throw new AssertionError(e);
        }
    }

    /** The loaded class of this name. */
    ReferenceType type(String name) {
        return jvm.classesByName(name).get(0);
    }

    /** What the program has printed; waits for its end. */
    String output() throws IOException {
        return new String(jvm.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + new String(jvm.process().getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        jvm.process().destroyForcibly();
    }

    private ThreadReference thread() {
        return stop.thread();
    }

    /** True if the program has ended. */
    private boolean handle(Event event) {
        if (event instanceof ClassPrepareEvent prepared) {
            breakpoints.forEach(line -> breakAt(prepared.referenceType(), line));
        } else if (event instanceof BreakpointEvent || event instanceof StepEvent) {
            stop = (LocatableEvent) event;
        }
        return event instanceof VMDeathEvent || event instanceof VMDisconnectEvent;
    }

    private void breakAt(ReferenceType type, int line) {
        try {
            for (Location location : type.locationsOfLine(line)) {
                BreakpointRequest request = jvm.eventRequestManager().createBreakpointRequest(location);
                request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
                request.enable();
            }
        } catch (AbsentInformationException none) {
            // JDI says so of a class such as a lambda's proxy, none of whose methods has line numbers.
            return;
        }
    }
}
