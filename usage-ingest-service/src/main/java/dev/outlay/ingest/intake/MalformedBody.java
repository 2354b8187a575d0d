package dev.outlay.ingest.intake;

/** A body that cannot be read as events at all; nothing of it is taken. The message says where and why. */
final class MalformedBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    MalformedBody(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static MalformedBody json(String message) {
        return new MalformedBody(400, "MalformedJson", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
