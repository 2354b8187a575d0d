/**
 * What becomes of a connection beside its requests: how slowly a request's head may come and an answer may be taken, and what is said of what is no request at all. The framework asks nobody of
 * ours about either, so this is done at the network, for every server of the process. Also when an answer was given and which way its request took, and that a body is asked for whose sender waits for that. Does not own what a request's body may be, nor what is answered to a request.
 *
 * <p>Invariants: a connection that is waited for is cut off after a time, whatever it sends meanwhile; HTTP/1 stays HTTP/1, since a request that goes over to HTTP/2 would be in neither while its body comes; one that is served, or that takes what it is sent however slowly, is not; whatever cannot be
 * read as the head of a request of HTTP/1 gets the error envelope, after the answers to what came before it; after an answer to somebody whose body was waited for and not asked for, the connection ends.
 */
@NullMarked
package dev.outlay.connection;

import org.jspecify.annotations.NullMarked;
