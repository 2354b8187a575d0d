package dev.outlay.ingest.file;

import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.Column;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a row's canonical values: for each column that has a value its name, the value's length and the value, in the
 * order of the names; tags by name. Changing this changes the ids of every file that is imported again: it is fixed by a test.
 */
public final class RowHash {
    private final MessageDigest sha256;
    private final Map<String, @Nullable String> sorted = new TreeMap<>();

    public RowHash() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The 32 bytes. One instance serves many rows, one after the other. */
    public byte[] of(Charge charge) {
        sorted.clear();
        for (Column column : Column.all()) {
            String value = charge.columns().get(column);
            if (value != null) {
                sorted.put(column.text(), value);
            }
        }
        Map<String, @Nullable String> tags = charge.columns().tags();
        if (tags != null) {
            tags.forEach((name, value) -> sorted.put("Tags/" + name, value));
        }
        sorted.forEach(this::add);
        return sha256.digest();
    }

    /** The id of a row: hash and occurrence, for instance {@code 5f…c2-0}. */
    public static String id(byte[] hash, int occurrence) {
        return HexFormat.of().formatHex(hash) + "-" + occurrence;
    }

    private void add(String name, @Nullable String value) {
        String held = value == null ? "" : value;
        sha256.update((name + "\0" + (value == null ? -1 : held.length()) + "\0" + held + "\0")
                .getBytes(StandardCharsets.UTF_8));
    }
}
