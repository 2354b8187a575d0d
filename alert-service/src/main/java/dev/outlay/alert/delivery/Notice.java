package dev.outlay.alert.delivery;

/**
 * What the service has to say about itself, to one person; not an alert.
 *
 * @param id      the same for every repetition
 * @param address e-mail address
 * @param subject one line
 * @param text    plain text
 */
public record Notice(String id, String address, String subject, String text) {}
