package dev.outlay.ingest.publish;

import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.Columns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the columns of a charge as compact JSON in UTF-8: known columns that have a value, in a fixed order, decimals as
 * text (exact for every reader). Written by hand since each charge passes here; texts were checked, so no surrogate is alone.
 */
public final class ChargeJson {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int INITIAL_BYTES = 2048;
    private static final boolean[] PLAIN = plain();

    private static final List<Column> COLUMNS = Column.all();
    private static final byte[][] NAMES = COLUMNS.stream()
            .map(column -> ("\"" + column.text() + "\":").getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** The columns as one JSON object. One writer serves many charges, one after the other, on one thread. */
    public byte[] write(Columns columns) {
        length = 0;
        put('{');
        for (int at = 0; at < NAMES.length; at++) {
            Column column = COLUMNS.get(at);
            String value = columns.get(column);
            Map<String, @Nullable String> tags = column.kind() == Column.Kind.TAGS ? columns.tags() : null;
            if (value == null && tags == null) {
                continue;
            }
            if (length > 1) {
                put(',');
            }
            raw(NAMES[at]);
            if (tags != null) {
                tags(tags);
            } else if (value != null && column.kind() == Column.Kind.FLAG) {
                raw(value.equals("true") ? TRUE : FALSE);
            } else if (value != null) {
                text(value);
            }
        }
        put('}');
        return Arrays.copyOf(bytes, length);
    }

    private void tags(Map<String, @Nullable String> tags) {
        put('{');
        boolean first = true;
        for (Map.Entry<String, @Nullable String> tag : tags.entrySet()) {
            if (!first) {
                put(',');
            }
            first = false;
            text(tag.getKey());
            put(':');
            String value = tag.getValue();
            if (value == null) {
                raw(NULL);
            } else {
                text(value);
            }
        }
        put('}');
    }

    private void text(String text) {
        int units = text.length();
        ensure(units * 6 + 2);
        bytes[length++] = '"';
        int plain = plainStart(text, units);
        if (plain < units) {
            rest(text, plain, units);
        }
        bytes[length++] = '"';
    }

    /** Writes what needs neither an escape nor a second byte, which is all of nearly every text; how much that was. */
    private int plainStart(String text, int units) {
        byte[] target = bytes;
        int start = length;
        int at = 0;
        while (at < units) {
            char unit = text.charAt(at);
            if (unit >= PLAIN.length || !PLAIN[unit]) {
                break;
            }
            target[start + at] = (byte) unit;
            at++;
        }
        length = start + at;
        return at;
    }

    private void rest(String text, int from, int units) {
        for (int at = from; at < units; at++) {
            char unit = text.charAt(at);
            if (unit < 0x80) {
                if (PLAIN[unit]) {
                    bytes[length++] = (byte) unit;
                } else {
                    escaped(unit);
                }
            } else if (Character.isHighSurrogate(unit)) {
                at++;
                fourBytes(Character.toCodePoint(unit, text.charAt(at)));
            } else {
                severalBytes(unit);
            }
        }
    }

    private void escaped(char unit) {
        bytes[length++] = '\\';
        if (unit >= 0x20) {
            bytes[length++] = (byte) unit;
            return;
        }
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[unit >> 4];
        bytes[length++] = HEX[unit & 0xf];
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[0x80];
        for (int unit = 0x20; unit < plain.length; unit++) {
            plain[unit] = unit != '"' && unit != '\\';
        }
        return plain;
    }

    private void severalBytes(char unit) {
        if (unit < 0x800) {
            bytes[length++] = (byte) (0xc0 | unit >> 6);
        } else {
            bytes[length++] = (byte) (0xe0 | unit >> 12);
            bytes[length++] = (byte) (0x80 | unit >> 6 & 0x3f);
        }
        bytes[length++] = (byte) (0x80 | unit & 0x3f);
    }

    private void fourBytes(int codePoint) {
        bytes[length++] = (byte) (0xf0 | codePoint >> 18);
        bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
        bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        bytes[length++] = (byte) (0x80 | codePoint & 0x3f);
    }

    private void put(char unit) {
        ensure(1);
        bytes[length++] = (byte) unit;
    }

    private void raw(byte[] literal) {
        ensure(literal.length);
        System.arraycopy(literal, 0, bytes, length, literal.length);
        length += literal.length;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
