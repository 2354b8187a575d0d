/**
 * The real parts that Outlay runs on, without containers: a Kafka broker (KRaft), a PostgreSQL, an SMTP server with an inbox to look
 * into, and bearer tokens signed by a key of one's own. {@code deploy/local/up} starts each in a process of its own, tests get them from
 * {@link dev.outlay.local.RealParts}, which takes Kafka and PostgreSQL from container images instead where that is asked for.
 *
 * <p>Owns nothing of the services: it knows the names of their topics and databases, and no more. Every part listens on 127.0.0.1 only,
 * keeps its data in the directory it is given, and finds it again when started there a second time. For laptops, tests and trials;
 * a cluster brings its own Kafka, PostgreSQL, mail server and identity provider.
 */
@NullMarked
package dev.outlay.local;

import org.jspecify.annotations.NullMarked;
