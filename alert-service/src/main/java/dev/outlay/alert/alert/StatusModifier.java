package dev.outlay.alert.alert;

import java.util.Optional;

/**
 * Who dismissed an alert, or took it up again.
 *
 * @param principal its id, lower case
 * @param tenant    of which it is, lower case; empty where that was not kept, by an older version
 */
public record StatusModifier(String principal, Optional<String> tenant) {}
