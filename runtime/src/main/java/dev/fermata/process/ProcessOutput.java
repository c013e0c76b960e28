package dev.fermata.process;

import dev.fermata.AsyncCloseable;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import dev.fermata.loop.EventLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a process reads from. What is written is taken into a buffer, and a thread of the executor writes it on; while the
 * buffer is full, writing waits. So a write that is cancelled has taken place or has not, and never in part.
 */
public final class ProcessOutput implements AsyncCloseable {

    /** From here on the buffer is full. */
    private static final int LIMIT = 64 * 1024;

    private final EventLoop loop;
    private final OutputStream target;
    private final Charset charset;
    private final String name;
    private final WaitQueue<@Nullable Void> writers;
    private final WaitQueue<@Nullable Void> flushers;
    private final Flush flush = new Flush(false);
    private final Flush close = new Flush(true);

    private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private boolean writing;
    private boolean closing;
    private boolean closed;
    private @Nullable IOException failure;

    /** Whether somebody was told of the failure. */
    private boolean told;

    ProcessOutput(EventLoop loop, OutputStream target, Charset charset, String name) {
        this.loop = loop;
        this.target = target;
        this.charset = charset;
        this.name = name;
        writers = new WaitQueue<>(name);
        flushers = new WaitQueue<>(name);
        writers.checkLoop(loop);
        flushers.checkLoop(loop);
    }

    /**
     * Writes {@code bytes}, which must not change before the await has ended; waits while the buffer is full. The await throws
     * an {@link IOException} if this was closed, or if writing has failed, which may have been that of earlier bytes.
     */
    public Awaitable<@Nullable Void> write(byte[] bytes) {
        return new Write(Objects.requireNonNull(bytes, "bytes"));
    }

    /** As {@link #write(byte[])}, for text. */
    public Awaitable<@Nullable Void> write(String text) {
        return write(text.getBytes(charset));
    }

    /** Waits until all that was written before is in the hands of the operating system. */
    public Awaitable<@Nullable Void> flush() {
        return flush;
    }

    /** Ends the input of the process when all that was written before is written on, and waits for that. */
    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        return close;
    }

    /** A coroutine that writes {@code text} and closes; it does not mind if the process does not read it all. */
    Coroutine<@Nullable Void> finish(String text) {
        return Finish.of(this, text);
    }

    private void checkOpen() throws IOException {
        writers.checkLoop(EventLoop.running());
        if (closing) {
            throw new IOException("the " + name + " was closed");
        }
        if (failure != null) {
            throw another(failure);
        }
    }

    /** The exception for one more who is told of {@code thrown}; each has its own, since who catches it may add to it. */
    private IOException another(IOException thrown) {
        told = true;
        return new IOException("writing to the " + name + " has failed: " + thrown.getMessage(), thrown);
    }

    private boolean tryWrite(byte[] bytes) {
        if (buffer.size() >= LIMIT) {
            return false;
        }
        buffer.writeBytes(bytes);
        writeOn();
        return true;
    }

    private void writeOn() {
        boolean nothingToDo = buffer.size() == 0 && (!closing || closed);
        if (writing || nothingToDo) {
            return;
        }
        byte[] bytes = buffer.toByteArray();
        boolean last = closing;
        writing = true;
        loop.outsideWorkBegan();
        try {
            loop.executor().execute(() -> writeOn(bytes, last));
        } catch (RuntimeException rejected) {
            writing = false;
            loop.outsideWorkEnded();
            throw rejected;
        }
        buffer = new ByteArrayOutputStream();
    }

    /** On a thread of the executor. */
    private void writeOn(byte[] bytes, boolean last) {
        IOException thrown = null;
        try {
            target.write(bytes);
            target.flush();
        } catch (IOException cannotWrite) {
            thrown = cannotWrite;
        }
        try {
            if (last || thrown != null) {
                target.close();
            }
        } catch (IOException cannotClose) {
            thrown = thrown == null ? cannotClose : thrown;
        }
        IOException result = thrown;
        try {
            loop.execute(() -> written(last, result));
        } catch (IllegalStateException loopIsClosed) {
            // With the loop everybody has gone who could be told.
        } finally {
            loop.outsideWorkEnded();
        }
    }

    private void written(boolean last, @Nullable IOException thrown) {
        writing = false;
        closed |= last;
        if (thrown != null) {
            failed(thrown);
        }
        while (!writers.isEmpty() && buffer.size() < LIMIT) {
            Waiting<@Nullable Void> next = Objects.requireNonNull(writers.poll());
            buffer.writeBytes(((Write) next.operation()).bytes);
            next.complete(null);
        }
        writeOn();
        if (!writing) {
            flushers.completeAll(null);
        }
    }

    private void failed(IOException thrown) {
        failure = thrown;
        closed = true;
        buffer = new ByteArrayOutputStream();
        writers.failAll(() -> another(thrown));
        flushers.failAll(() -> another(thrown));
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Write extends QueuedOperation<@Nullable Void> {
        private final byte[] bytes;

        Write(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public @Nullable Object attempt() throws IOException {
            checkOpen();
            return writers.isEmpty() && tryWrite(bytes) ? null : WAIT;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            writers.add(waiting);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final class Flush extends QueuedOperation<@Nullable Void> {
        private final boolean close;

        Flush(boolean close) {
            this.close = close;
        }

        @Override
        public @Nullable Object attempt() throws IOException {
            flushers.checkLoop(EventLoop.running());
            closing |= close;
            if (failure != null && !(close && told)) {
                throw another(failure);
            }
            if (closing && failure == null) {
                writers.failAll(() -> new IOException("the " + name + " was closed"));
            }
            writeOn();
            return writing ? WAIT : null;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            flushers.add(waiting);
        }

        @Override
        public boolean canBeGivenUp() {
            return !close;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Written by hand. State 1: the text is being taken; state 2: it is being written on. */
    private static final class Finish extends WrittenFrame {
        private final ProcessOutput output;
        private final String text;

        private Finish(ProcessOutput output, String text) {
            this.output = output;
            this.text = text;
        }

        @SuppressWarnings("unchecked")
        static Coroutine<@Nullable Void> of(ProcessOutput output, String text) {
            return (Coroutine<@Nullable Void>) (Coroutine<?>) new Finish(output, text);
        }

        @Override
        protected @Nullable Object run() throws Throwable {
            try {
                return writeAndClose();
            } catch (IOException notRead) {
                return null;
            }
        }

        private @Nullable Object writeAndClose() throws Throwable {
            if (state == 0) {
                Object written = Hooks.await(output.write(text), this);
                if (written instanceof Suspended) {
                    return Hooks.suspend(written, 1, this);
                }
            } else {
                take();
            }
            if (state < 2) {
                Object closed = Hooks.await(output.closeAsync(), this);
                if (closed instanceof Suspended) {
                    return Hooks.suspend(closed, 2, this);
                }
            }
            return null;
        }
    }
}
