package dev.outlay.ingest.file;

/** A file that cannot be read as a whole, with what its sender has to change. */
public final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String text;

    public UnreadableFile(String code, String text) {
        super(text);
        this.code = code;
        this.text = text;
    }

    /** A word that clients may depend on. */
    public String code() {
        return code;
    }

    /** What is wrong and what to do. */
    public String text() {
        return text;
    }
}
