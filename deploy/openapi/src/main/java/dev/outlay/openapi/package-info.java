/**
 * Reads the OpenAPI documents of the services for their tests: whether a document is one, what it says of an answer, and which requests break what it says of requests.
 * Reads Azure's official examples too, and compares answers with them. Does not know any service: what routes a service has, its own tests compare.
 *
 * <p>Invariants: a document is read as its file has it; malformed requests depend on the document, on the names that a test gives, and on the seed alone.
 */
@NullMarked
package dev.outlay.openapi;

import org.jspecify.annotations.NullMarked;
