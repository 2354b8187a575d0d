package dev.outlay.budget.arm;

import dev.outlay.budget.download.CostFileConfig;
import dev.outlay.budget.download.CostFiles;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Sends files to whoever has a link, so many at a time: each takes a connection to the database now and then, and a part of a file in memory. */
@ApplicationScoped
class FileDownloads {

    private final CostFiles files;
    private final Vertx vertx;
    private final Semaphore places;

    FileDownloads(CostFiles files, CostFileConfig config, Vertx vertx) {
        this.files = files;
        this.vertx = vertx;
        if (config.downloads() < 1) {
            throw new IllegalArgumentException("outlay.reports.downloads has to be 1 or more.");
        }
        this.places = new Semaphore(config.downloads());
    }

    /** Opens a link; fails with the refusal. The link itself is never logged. */
    Uni<FileSending> begin(String token, HttpServerRequest request) {
        return files.open(token).map(file -> {
            if (!places.tryAcquire()) {
                request.response().putHeader("Retry-After", "10");
                throw new Refusal(429, "429", "Too many requests. Please retry. There is room again in 10 s.")
                        .exception();
            }
            return new FileSending(files, file, vertx, request, isGzipWanted(request), places::release);
        });
    }

    /** RFC 9110, section 12.5.3, as far as gzip is named: what is merely not excluded is sent as it is. */
    private static boolean isGzipWanted(HttpServerRequest request) {
        String accepted = Optional.ofNullable(request.getHeader("Accept-Encoding"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        for (String coding : accepted.split(",", -1)) {
            String[] parts = coding.strip().split(";", 2);
            boolean isExcluded = parts.length == 2 && parts[1].strip().matches("q=0(\\.0*)?");
            if (parts[0].strip().equals("gzip") && !isExcluded) {
                return true;
            }
        }
        return false;
    }
}
