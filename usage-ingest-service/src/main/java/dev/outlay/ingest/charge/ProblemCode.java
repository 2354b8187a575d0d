package dev.outlay.ingest.charge;

/**
 * Why a charge was refused. Clients and metrics depend on {@link #text()}; each code is explained in the service's README.
 */
public enum ProblemCode {
    /** A required attribute or column is missing, null or empty. */
    MISSING_FIELD("MissingField"),
    /** A value has another JSON type than its field. */
    INVALID_TYPE("InvalidType"),
    /** A text is not a decimal number, or has too many digits or too large an exponent. */
    INVALID_DECIMAL("InvalidDecimal"),
    /** A text is not a timestamp with a zone. */
    INVALID_TIMESTAMP("InvalidTimestamp"),
    /** A charge began before the retention does. */
    CHARGE_TOO_OLD("ChargeTooOld"),
    /** A charge begins too far in the future. */
    CHARGE_TOO_FAR_AHEAD("ChargeTooFarAhead"),
    /** The charge period ends where it begins, or before. */
    INVALID_PERIOD("InvalidPeriod"),
    /** A currency is not an ISO 4217 code. */
    UNKNOWN_CURRENCY("UnknownCurrency"),
    /** A value is not one of the allowed ones. */
    INVALID_VALUE("InvalidValue"),
    /** A text is longer than its field allows. */
    TEXT_TOO_LONG("TextTooLong"),
    /** A text holds U+0000 or half a surrogate pair, which no database can hold. */
    INVALID_TEXT("InvalidText"),
    /** The revision is no integer from 0 to 2147483647. */
    INVALID_REVISION("InvalidRevision"),
    /** Too many tags, or a tag that is no text. */
    INVALID_TAGS("InvalidTags"),
    /** A JSON object has the same key twice. */
    DUPLICATE_KEY("DuplicateKey"),
    /** The same charge and revision came twice in one request with different content. */
    CONFLICTING_REVISION("ConflictingRevision"),
    /** The event's type is none that is taken here. */
    UNSUPPORTED_TYPE("UnsupportedType"),
    /** The event's CloudEvents version is not 1.0. */
    UNSUPPORTED_VERSION("UnsupportedVersion"),
    /** The event's data are not JSON. */
    UNSUPPORTED_DATA("UnsupportedData"),
    /** Kafka will never take the charge as it is: it is larger than the topic's {@code max.message.bytes}. */
    BROKER_REFUSED("BrokerRefused"),
    /** A row of a file has more or fewer fields than the header. */
    MALFORMED_ROW("MalformedRow");

    private final String text;

    ProblemCode(String text) {
        this.text = text;
    }

    /** The code as it is written in answers and metrics. */
    public String text() {
        return text;
    }
}
