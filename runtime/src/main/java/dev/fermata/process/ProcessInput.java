package dev.fermata.process;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import dev.fermata.loop.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a process writes. One task reads at a time; a second one gets an {@link IllegalStateException}.
 *
 * <p>A thread of the executor reads when somebody waits for more than is there, and what it has read is kept until it is asked
 * for: a read that is cancelled, by a timeout, say, loses nothing.
 */
public final class ProcessInput {

    private static final int CHUNK = 8192;

    private final EventLoop loop;
    private final InputStream source;
    private final Charset charset;
    private final String name;
    private final WaitQueue<Object> reader;

    /** What was read by the thread and not yet asked for: from {@link #start} to {@link #end}. */
    private byte[] buffer = new byte[0];

    private int start;
    private int end;

    /** Up to here there is no line feed. */
    private int searched;

    private boolean reading;
    private boolean atEnd;
    private @Nullable IOException failure;

    ProcessInput(EventLoop loop, InputStream source, Charset charset, String name) {
        this.loop = loop;
        this.source = source;
        this.charset = charset;
        this.name = name;
        reader = new WaitQueue<>(name);
        reader.checkLoop(loop);
    }

    /**
     * Waits for some bytes and gives what is there, {@code max} at most; an empty array at the end. The await throws an
     * {@link IOException} if reading fails.
     *
     * @throws IllegalArgumentException if {@code max} is less than 1
     */
    public Awaitable<byte[]> read(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("reading at most " + max + " bytes");
        }
        return Read.of(this, () -> atEnd || available() > 0 ? takeBytes(Math.min(max, available())) : Read.MORE);
    }

    /**
     * Waits for a line and gives it without its end, a line feed with or without a carriage return before it; what follows the
     * last one is a line, too. Null at the end.
     */
    public Awaitable<@Nullable String> readLine() {
        return Read.of(this, this::takeLine);
    }

    /** Waits for the end and gives all that was not read before. */
    public Awaitable<String> readAll() {
        return Read.of(this, () -> atEnd ? new String(takeBytes(available()), charset) : Read.MORE);
    }

    /** The lines from here on. Leaving the stream early leaves the rest to be read. */
    public AsyncStream<String> lines() {
        return new Lines();
    }

    private int available() {
        return end - start;
    }

    private byte[] takeBytes(int count) {
        byte[] taken = Arrays.copyOfRange(buffer, start, start + count);
        start += count;
        searched = Math.max(searched, start);
        return taken;
    }

    private @Nullable Object takeLine() {
        while (searched < end) {
            if (buffer[searched++] == '\n') {
                byte[] line = takeBytes(searched - start);
                int length = line.length - 1;
                boolean carriageReturn = length > 0 && line[length - 1] == '\r';
                return new String(line, 0, carriageReturn ? length - 1 : length, charset);
            }
        }
        if (!atEnd) {
            return Read.MORE;
        }
        return available() == 0 ? null : new String(takeBytes(available()), charset);
    }

    private void readMore() {
        if (reading) {
            return;
        }
        reading = true;
        loop.outsideWorkBegan();
        try {
            loop.executor().execute(this::readChunk);
        } catch (RuntimeException rejected) {
            reading = false;
            loop.outsideWorkEnded();
            throw rejected;
        }
    }

    /** On a thread of the executor. */
    private void readChunk() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count = source.read(chunk);
            post(() -> arrived(chunk, count, null));
        } catch (IOException thrown) {
            post(() -> arrived(chunk, 0, thrown));
        } finally {
            loop.outsideWorkEnded();
        }
    }

    private void post(Runnable arrival) {
        try {
            loop.execute(arrival);
        } catch (IllegalStateException closed) {
            // With the loop everybody has gone who could have read it.
        }
    }

    private void arrived(byte[] chunk, int count, @Nullable IOException thrown) {
        reading = false;
        failure = thrown;
        if (count < 0) {
            atEnd = true;
        } else {
            append(chunk, count);
        }
        Waiting<Object> waiting = reader.poll();
        if (waiting != null) {
            ((Read) waiting.operation()).goOn(waiting);
        }
    }

    private void append(byte[] chunk, int count) {
        if (end + count > buffer.length) {
            int kept = available();
            byte[] room = kept + count > buffer.length ? new byte[Math.max(2 * kept, kept + count)] : buffer;
            System.arraycopy(buffer, start, room, 0, kept);
            searched -= start;
            start = 0;
            end = kept;
            buffer = room;
        }
        System.arraycopy(chunk, 0, buffer, end, count);
        end += count;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Takes what it needs when that is there. */
    private static final class Read extends QueuedOperation<Object> {

        static final Object MORE = new Object();

        /** Looks at what is there. */
        @FunctionalInterface
        interface Taker {
            /** Takes something, or returns {@link Read#MORE} and takes nothing. */
            @Nullable
            Object take();
        }

        private final ProcessInput input;
        private final Taker taker;

        private Read(ProcessInput input, Taker taker) {
            this.input = input;
            this.taker = taker;
        }

        /** The result of {@code taker} is a {@code T}. */
        @SuppressWarnings({"unchecked", "rawtypes", "TypeParameterUnusedInFormals"})
        static <T extends @Nullable Object> Awaitable<T> of(ProcessInput input, Taker taker) {
            return (Awaitable) new Read(input, taker);
        }

        @Override
        public @Nullable Object attempt() throws IOException {
            input.reader.checkLoop(EventLoop.running());
            if (!input.reader.isEmpty()) {
                throw new IllegalStateException("another task is reading the " + input);
            }
            Object taken = taker.take();
            if (taken != MORE) {
                return taken;
            }
            IOException thrown = input.failure;
            if (thrown != null) {
                throw thrown;
            }
            input.readMore();
            return WAIT;
        }

        @Override
        public void enqueue(Waiting<Object> waiting) {
            input.reader.add(waiting);
        }

        /** More has arrived, the end perhaps, or a failure. */
        void goOn(Waiting<Object> waiting) {
            try {
                Object answer = attempt();
                if (mustWait(answer)) {
                    input.reader.add(waiting);
                } else {
                    waiting.complete(answer);
                }
            } catch (IOException | RuntimeException thrown) {
                waiting.fail(thrown);
            }
        }

        @Override
        public String toString() {
            return input.toString();
        }
    }

    private final class Lines implements AsyncStream<String> {
        private @Nullable String line;

        @Override
        public Awaitable<Boolean> advance() {
            return Read.of(ProcessInput.this, this::next);
        }

        private @Nullable Object next() {
            Object next = takeLine();
            if (next == Read.MORE) {
                return next;
            }
            line = (String) next;
            return line != null;
        }

        @Override
        public String current() {
            return Objects.requireNonNull(line, "no line: advance() was not awaited, or there is none left");
        }

        @Override
        public Awaitable<@Nullable Void> closeAsync() {
            return Coroutine.done();
        }
    }
}
