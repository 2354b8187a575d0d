/**
 * The whole of Outlay, running: real parts and the three services, each a process of its own, and what a test needs to
 * speak with them. It knows the services by HTTP, Kafka, SMTP and webhooks; the databases are looked into for counting
 * only. Nothing here sleeps: whatever takes time is waited for by its effect.
 */
@NullMarked
package dev.outlay.e2e.running;

import org.jspecify.annotations.NullMarked;
