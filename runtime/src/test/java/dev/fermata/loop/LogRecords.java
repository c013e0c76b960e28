package dev.fermata.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged under {@code dev.fermata} between opening and closing; it goes nowhere else meanwhile. */
public final class LogRecords extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.fermata");
    private final boolean usedParents = logger.getUseParentHandlers();
    private final List<LogRecord> records = new ArrayList<>();

    public LogRecords() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    public List<LogRecord> all() {
        return records;
    }

    public List<String> messages() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(usedParents);
    }
}
