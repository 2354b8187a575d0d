package dev.outlay.ingest.imports;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.Texts;
import dev.outlay.ingest.file.FocusReader;
import dev.outlay.ingest.file.Occurrences;
import dev.outlay.ingest.file.Row;
import dev.outlay.ingest.file.RowHash;
import dev.outlay.ingest.file.UnreadableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first reading of a file: every row is checked, rejected ones are written down, equal ones are counted, and the data sets
 * are found. Nothing is sent. Done again from the start after a restart, with the same result.
 */
final class FileCheck {
    /** Half of what a record may have, as the claim is one record with the names of all data sets. */
    /** Bytes of a source in UTF-8: what the ledger takes. */
    static final int MAX_SOURCE_BYTES = 512;

    private static final String SOURCES = "urn:outlay:focus:";
    private static final int MAX_NAME_BYTES = 512 * 1024;

    private final Spool spool;
    private final ImportConfig config;
    private final Import.Asked asked;
    private final AcceptedPeriod period;
    private final Consumer<Progress> told;

    /** @param told hears every two seconds, and at the end, how far it is */
    FileCheck(Spool spool, ImportConfig config, Import.Asked asked, AcceptedPeriod period, Consumer<Progress> told) {
        this.spool = spool;
        this.config = config;
        this.asked = asked;
        this.period = period;
        this.told = told;
    }

    /** What the file states. */
    record Finding(String content, List<String> dataSets, Path scratch) {}

    Finding run() throws UnreadableFile, IOException {
        Path scratch = spool.scratch(asked.id());
        DataSets dataSets = new DataSets();
        RowHash hash = new RowHash();
        Pace pace = new Pace();
        try (Upload upload = new Upload(spool.upload(asked.id()), config.maxUncompressedBytes());
                FocusReader reader = new FocusReader(upload.plain(), period);
                Rejections rejections = new Rejections(spool.rejections(asked.id()));
                Occurrences occurrences = new Occurrences(scratch)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                switch (row.checked()) {
                    case Checked.Accepted accepted -> {
                        occurrences.add(hash.of(accepted.charge()));
                        dataSets.add(dataSet(accepted.charge(), asked.source()));
                        pace.accepted();
                    }
                    case Checked.Rejected rejected -> {
                        rejections.add(row, rejected.problems());
                        pace.rejected();
                    }
                }
                if (pace.isTimeToTell()) {
                    told.accept(pace.progress(upload.bytesDone()));
                }
            }
            occurrences.count();
            told.accept(pace.progress(upload.bytesDone()));
            return new Finding(upload.content(), dataSets.names(), scratch);
        }
    }

    /** The names of the data sets that were found, as many as one record can claim. */
    private final class DataSets {
        private final Set<String> found = new TreeSet<>();
        private int bytes;

        void add(String name) throws UnreadableFile {
            if (!found.add(name)) {
                return;
            }
            bytes += JsonStringEncoder.getInstance().quoteAsUTF8(name).length;
            if (found.size() > config.maxDataSets()) {
                throw new UnreadableFile(
                        "TooManyDataSets",
                        "The file has more than " + config.maxDataSets()
                                + " pairs of billing account and month. Split it.");
            }
            if (bytes > MAX_NAME_BYTES) {
                throw new UnreadableFile(
                        "TooManyDataSets",
                        "The sources and accounts of the file's pairs of billing account and month have together more than "
                                + MAX_NAME_BYTES + " bytes. Split it.");
            }
        }

        List<String> names() {
            return List.copyOf(found);
        }
    }

    /**
     * Source of a row: what the import says, else made of the row's billing account; of an account whose name leaves no room in
     * a source by its SHA-256.
     */
    static String source(Charge charge, @Nullable String said) {
        if (said != null) {
            return said;
        }
        String source = SOURCES + charge.account();
        return Texts.isLongerThan(source, MAX_SOURCE_BYTES) ? SOURCES + "sha256:" + sha256(charge.account()) : source;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String dataSet(Charge charge, @Nullable String source) {
        String start = charge.columns().get(Column.BILLING_PERIOD_START);
        String from = start == null ? charge.columns().get(Column.CHARGE_PERIOD_START) : start;
        String month = from == null ? "" : from.substring(0, Math.min(7, from.length()));
        return Claims.dataSet(source(charge, source), charge.account(), month);
    }
}
