package dev.outlay.budget.budget;

/** Whether a text can be an e-mail address: one at sign, something before it, a host after it, nothing that ends a header line. */
public final class EmailAddress {

    private EmailAddress() {}

    /** Whether it can be one. */
    public static boolean isValid(String text) {
        int at = text.indexOf('@');
        if (at <= 0 || at != text.lastIndexOf('@') || at == text.length() - 1) {
            return false;
        }
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character <= ' ' || "<>()[]\\,;:\"".indexOf(character) >= 0 || Character.isISOControl(character)) {
                return false;
            }
        }
        String host = text.substring(at + 1);
        return !host.startsWith(".") && !host.endsWith(".") && !host.contains("..");
    }
}
