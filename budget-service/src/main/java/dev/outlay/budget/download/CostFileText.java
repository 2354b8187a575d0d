package dev.outlay.budget.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A part of a file: CSV (RFC 4180, UTF-8), packed. */
final class CostFileText {

    private final byte[] packed;
    private final long bytes;

    private CostFileText(byte[] packed, long bytes) {
        this.packed = packed;
        this.bytes = bytes;
    }

    /** Its gzip, in base64. */
    String base64() {
        return Base64.getEncoder().encodeToString(packed);
    }

    /** How many bytes it has unpacked. */
    long bytes() {
        return bytes;
    }

    /**
     * Writes rows.
     *
     * @param begins whether the file begins with them, so that the names of the columns come first
     */
    static CostFileText of(FileContent.Part part, boolean begins) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            if (begins) {
                csv.writeRecord(part.header());
            }
            part.cells().forEach(csv::writeRecord);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed(text.toString().getBytes(UTF_8));
    }

    private static CostFileText packed(byte[] text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(text.length / 8 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new CostFileText(packed.toByteArray(), text.length);
    }
}
