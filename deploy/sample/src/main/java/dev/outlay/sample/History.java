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

    History(Api api, Charges charges, Path lastDayFile, Status status) {
        this.api = api;
        this.charges = charges;
        this.lastDayFile = lastDayFile;
        this.status = status;
    }

    /** Loads up to and including yesterday; returns the number of charges sent. */
    int load(LocalDate today) {
        LocalDate first = firstMissing(today);
        List<ChargeEvent> all = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(today); day = day.plusDays(1)) {
            all.addAll(charges.of(day));
        }
        send(all);
        keep(today.minusDays(1));
        return all.size();
    }

    private void send(List<ChargeEvent> all) {
        Semaphore free = new Semaphore(REQUESTS_AT_ONCE);
        List<Future<?>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE)) {
            for (int from = 0; from < all.size(); from += BATCH) {
                status.say(String.format(Locale.ROOT, "%,d of %,d charges", from, all.size()));
                byte[] batch = api.bytes(Events.of(all.subList(from, Math.min(all.size(), from + BATCH)), "record"));
                free.acquireUninterruptibly();
                sent.add(threads.submit(() -> {
                    try {
                        api.postEvents(batch);
                    } finally {
                        free.release();
                    }
                }));
            }
            for (Future<?> one : sent) {
                awaited(one);
            }
        }
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
