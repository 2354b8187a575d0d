package dev.outlay.budget.download;

/** What a program that calculates with tables takes for a formula, although somebody has merely called a resource so. */
final class Formula {

    private Formula() {}

    /** The text; with an apostrophe in front where it begins with what a formula begins with, so that it is shown and not calculated. */
    static String neutralised(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r', '\n', '\uff1d', '\uff0b', '\uff0d', '\uff20' -> "'" + text;
            default -> text;
        };
    }
}
