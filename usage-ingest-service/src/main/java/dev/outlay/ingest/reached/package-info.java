/**
 * Owns the question under which address a request was sent: what absolute links in its answer begin with. Does not own the links, nor who may ask.
 *
 * <p>Invariants: what a proxy says of the address is believed only of proxies that are configured as trusted, and of several in a row only what the
 * outermost trusted one says; nothing that is no scheme, host, port or path reaches a link.
 */
@NullMarked
package dev.outlay.ingest.reached;

import org.jspecify.annotations.NullMarked;
