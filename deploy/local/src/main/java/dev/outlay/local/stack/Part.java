package dev.outlay.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process of the stack, as it is to be started.
 *
 * @param name what it is called in messages, in its log's name and in its pid file
 * @param command program and arguments
 * @param environment what is added to the environment of the launcher
 * @param readiness how to see that it is ready
 * @param patience how long it may take to become ready
 * @param log where its output goes
 */
record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        Readiness readiness,
        Duration patience,
        Path log) {}
