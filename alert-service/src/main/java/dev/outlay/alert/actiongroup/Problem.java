package dev.outlay.alert.actiongroup;

/** One thing that is wrong with a body: the JSON pointer of the place, and a message that says what to do. */
public record Problem(String pointer, String message) {}
