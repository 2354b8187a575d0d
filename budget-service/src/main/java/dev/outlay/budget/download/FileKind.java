package dev.outlay.budget.download;

/** What a file holds, with the code that the database keeps. */
public enum FileKind {
    USAGE_DETAILS(1, "usage-details"),
    PRICE_SHEET(2, "price-sheet");

    private final short code;
    private final String label;

    FileKind(int code, String label) {
        this.code = (short) code;
        this.label = label;
    }

    short code() {
        return code;
    }

    /** What the name of a file that is fetched begins with. */
    public String label() {
        return label;
    }

    static FileKind of(int code) {
        for (FileKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of file has the code " + code);
    }
}
