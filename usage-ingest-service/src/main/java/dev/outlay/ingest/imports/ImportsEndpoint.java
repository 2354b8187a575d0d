package dev.outlay.ingest.imports;

import dev.outlay.ingest.charge.AlertsMode;
import dev.outlay.ingest.charge.Texts;
import dev.outlay.ingest.http.Answers;
import dev.outlay.ingest.http.ApiError;
import dev.outlay.ingest.http.Decision;
import dev.outlay.ingest.http.Route;
import dev.outlay.ingest.publish.BrokerUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /v1/imports}: receive a file, show the imports and what of them was rejected. */
@ApplicationScoped
class ImportsEndpoint implements Route.Table {
    private static final Logger LOG = Logger.getLogger(ImportsEndpoint.class);
    private static final int LISTED = 100;
    private static final Set<String> FILE_TYPES = Set.of(
            "text/csv",
            "text/plain",
            "application/csv",
            "application/gzip",
            "application/x-gzip",
            "application/octet-stream");
    private static final ApiError AWAY = ApiError.later(
            503, "BrokerUnavailable", "Kafka does not answer, so imports are not known at the moment. Try again.", 5);
    private static final ApiError UNKNOWN = ApiError.of(404, "ImportNotFound", "There is no import of that id.");

    private final Spool spool;
    private final ImportBook book;
    private final ImportQueue queue;
    private final ImportConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicInteger uploads = new AtomicInteger();

    ImportsEndpoint(
            Spool spool,
            ImportBook book,
            ImportQueue queue,
            ImportConfig config,
            Clock clock,
            Vertx vertx,
            MeterRegistry meters) {
        this.spool = spool;
        this.book = book;
        this.queue = queue;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        Gauge.builder("outlay.ingest.uploads", uploads, AtomicInteger::get)
                .baseUnit("uploads")
                .description("Uploads that are being received on this replica")
                .register(meters);
    }

    @Override
    public List<Route> get() {
        return List.of(
                new Route("POST", "/v1/imports", Decision.PUBLISHER, this::receive),
                new Route("GET", "/v1/imports", Decision.PUBLISHER, this::list),
                new Route("GET", "/v1/imports/{id}", Decision.PUBLISHER, this::show),
                new Route("GET", "/v1/imports/{id}/rejections", Decision.PUBLISHER, this::rejections));
    }

    private void list(RoutingContext context) {
        if (!book.whole()) {
            Answers.refuse(context, AWAY);
            return;
        }
        List<Import> newest = book.newest(LISTED).stream().map(this::freshest).toList();
        Answers.json(context, 200, 0, json -> ImportJson.writeAll(newest, json));
    }

    private void show(RoutingContext context) {
        Import found = find(context);
        if (found != null) {
            Answers.json(context, 200, 0, json -> ImportJson.write(found, json));
        }
    }

    private void rejections(RoutingContext context) {
        Import found = find(context);
        if (found == null) {
            return;
        }
        Path file = spool.rejections(found.id());
        if (Files.exists(file)) {
            context.response().putHeader("Content-Type", "text/csv; charset=utf-8");
            context.response()
                    .putHeader("Content-Disposition", "attachment; filename=\"rejections-" + found.id() + ".csv\"");
            context.response().sendFile(file.toString()).onFailure(context::fail);
        } else {
            Answers.refuse(
                    context,
                    ApiError.of(
                            404,
                            "RejectionsNotFound",
                            "The rejections are not here: the file was not read yet, they were kept for their time, or"
                                    + " another replica received it."));
        }
    }

    /** The import that the path names; answers when there is none. */
    private @Nullable Import find(RoutingContext context) {
        String id = context.get("id");
        Import live = id == null ? null : queue.live(id);
        Import known = id == null || live != null ? live : book.find(id);
        if (known == null) {
            Answers.refuse(context, book.whole() ? UNKNOWN : AWAY);
        }
        return known;
    }

    private Import freshest(Import known) {
        Import live = queue.live(known.id());
        return live == null ? known : live;
    }

    private void receive(RoutingContext context) {
        ApiError refusal = refusal(context);
        if (refusal != null) {
            Answers.refuse(context, refusal);
            return;
        }
        if (uploads.incrementAndGet() > config.maxUploads() || queue.isFull()) {
            uploads.decrementAndGet();
            Answers.refuse(
                    context,
                    ApiError.later(
                            429, "TooManyImports", "Too many imports are received or wait. Try again later.", 30));
            return;
        }
        String id = UUID.randomUUID().toString();
        new UploadReceiver(context, config, vertx)
                .into(() -> spool.create(id))
                .compose(bytes -> vertx.executeBlocking(() -> enqueue(asked(context, id, bytes)), false))
                .onComplete(done -> uploads.decrementAndGet())
                .onSuccess(queued -> {
                    context.response().putHeader("Location", "/v1/imports/" + queued.id());
                    Answers.json(context, 202, 0, json -> ImportJson.write(queued, json));
                })
                .onFailure(failure -> abandon(context, id, failure));
    }

    private Import enqueue(Import asked) throws IOException {
        if (asked.asked().bytesTotal() == 0) {
            throw new EmptyBody();
        }
        spool.commit(asked);
        book.write(asked);
        queue.add(asked);
        return asked;
    }

    private Import asked(RoutingContext context, String id, long bytes) {
        String alerts = context.queryParams().get("alerts");
        return Import.queued(new Import.Asked(
                id,
                clock.instant().toString(),
                context.queryParams().get("source"),
                "append".equals(context.queryParams().get("mode")),
                alerts == null ? null : AlertsMode.of(alerts),
                bytes));
    }

    private void abandon(RoutingContext context, String id, Throwable failure) {
        vertx.executeBlocking(
                        () -> {
                            spool.remove(id);
                            return id;
                        },
                        false)
                .onFailure(disk -> LOG.warnf(
                        disk,
                        "upload=%s cannot be removed from %s; it is tried again at the next start",
                        id,
                        spool.folder(id)));
        if (failure instanceof UploadReceiver.Gone) {
            LOG.debugf(failure, "upload=%s has lost its client", id);
        } else {
            Answers.refuse(context, refusal(id, failure));
        }
    }

    private ApiError refusal(String id, Throwable failure) {
        return switch (failure) {
            case UploadReceiver.TooLarge tooLarge ->
                ApiError.of(413, "PayloadTooLarge", "A file has at most " + config.maxBytes() + " bytes. Split it.");
            case UploadReceiver.TooSlow tooSlow ->
                ApiError.of(
                        408,
                        "RequestTimeout",
                        "Fewer than " + config.uploadMinBytes() + " bytes of the file came in "
                                + config.uploadTimeout().toMillis() + " ms. Send it again.");
            case EmptyBody empty -> ApiError.of(400, "EmptyFile", "The body is empty. Send a FOCUS CSV.");
            case BrokerUnavailable away -> AWAY;
            default -> {
                LOG.errorf(failure, "An upload cannot be kept in %s", spool.folder(id));
                yield ApiError.later(
                        507,
                        "InsufficientStorage",
                        "The file cannot be kept here; the disk may be full. Try later.",
                        60);
            }
        };
    }

    private @Nullable ApiError refusal(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        String bare = type == null ? "text/csv" : type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        String encoding = context.request().getHeader("Content-Encoding");
        if (!FILE_TYPES.contains(bare)
                || !(encoding == null || encoding.equals("gzip") || encoding.equals("identity"))) {
            return ApiError.of(415, "UnsupportedMediaType", "Send a FOCUS CSV as text/csv or application/gzip.");
        }
        String mode = context.queryParams().get("mode");
        String alerts = context.queryParams().get("alerts");
        String source = context.queryParams().get("source");
        if (mode != null && !mode.equals("append")) {
            return ApiError.of(400, "InvalidParameter", "mode is append, or is left out.");
        }
        if (alerts != null && AlertsMode.of(alerts) == null) {
            return ApiError.of(400, "InvalidParameter", "alerts is tell, digest or record, or is left out.");
        }
        if (source != null
                && (source.isBlank()
                        || Texts.isLongerThan(source, FileCheck.MAX_SOURCE_BYTES)
                        || !Texts.storable(source))) {
            return ApiError.of(400, "InvalidParameter", "source is a URI reference of at most 512 bytes in UTF-8.");
        }
        return book.whole() ? null : AWAY;
    }

    /** Nothing was sent. */
    private static final class EmptyBody extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
