/**
 * The HTTP edge: ARM's dialect for alerts and action groups, and the operator's routes for deliveries.
 *
 * <p>Owns paths, bodies and errors on the wire. Does not decide access: it asks once for each request and obeys. Invariants:
 * a path is parsed once into an operation and a scope; where a signed link decides no token is asked for, and nothing is read
 * before its signature holds; every answer that is not a success carries ARM's error envelope; what
 * is sent never makes a 5xx: 500 is a fault of the service, 503 a database that is away; a denial says nothing about what
 * exists.
 */
@NullMarked
package dev.outlay.alert.arm;

import org.jspecify.annotations.NullMarked;
