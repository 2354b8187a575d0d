package dev.outlay.sample;

import dev.outlay.sample.partner.ChargeEvent;
import dev.outlay.sample.partner.Charges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Brings in the days that are over and not yet there, recorded without alerts. Which day was the last is kept in a file; were it lost, the
 * same charges would be sent again and change nothing.
 */
final class History {
    private static final int BATCH = 500;
    private static final int REQUESTS_AT_ONCE = 3;

    private final Api api;
    private final Charges charges;
    private final Path lastDayFile;
    private final Status status;
    private final Semaphore free = new Semaphore(REQUESTS_AT_ONCE);

    History(Api api, Charges charges, Path lastDayFile, Status status) {
        this.api = api;
        this.charges = charges;
        this.lastDayFile = lastDayFile;
        this.status = status;
    }

    /** Loads up to and including yesterday; returns the number of charges sent. */
    int load(LocalDate today) {
        LocalDate first = firstMissing(today);
        List<Future<?>> sent = new ArrayList<>();
        int count = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE)) {
            List<ChargeEvent> batch = new ArrayList<>();
            for (LocalDate day = first; day.isBefore(today); day = day.plusDays(1)) {
                status.say(String.format(Locale.ROOT, "%,d charges up to %s", count, day));
                for (ChargeEvent charge : charges.of(day)) {
                    batch.add(charge);
                    count++;
                    if (batch.size() == BATCH) {
                        sent.add(send(threads, batch));
                        batch = new ArrayList<>();
                    }
                }
            }
            if (!batch.isEmpty()) {
                sent.add(send(threads, batch));
            }
            sent.forEach(History::awaited);
        }
        keep(today.minusDays(1));
        return count;
    }

    /** Sends a batch as soon as fewer than the allowed number are on their way, so that the history is never in memory as a whole. */
    private Future<?> send(ExecutorService threads, List<ChargeEvent> batch) {
        byte[] body = api.bytes(Events.of(batch, "record"));
        free.acquireUninterruptibly();
        return threads.submit(() -> {
            try {
                api.postEvents(body);
            } finally {
                free.release();
            }
        });
    }

    private static void awaited(Future<?> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SampleFailure("Interrupted while loading");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SampleFailure failure ? failure : new CompletionException(e.getCause());
        }
    }

    private LocalDate firstMissing(LocalDate today) {
        LocalDate first = Charges.firstDay(today);
        try {
            if (!Files.exists(lastDayFile)) {
                return first;
            }
            LocalDate last = LocalDate.parse(Files.readString(lastDayFile).strip());
            return last.plusDays(1).isAfter(first) ? last.plusDays(1) : first;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + lastDayFile, e);
        }
    }

    private void keep(LocalDate day) {
        try {
            Files.createDirectories(lastDayFile.getParent());
            Files.writeString(lastDayFile, day + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + lastDayFile, e);
        }
    }
}
