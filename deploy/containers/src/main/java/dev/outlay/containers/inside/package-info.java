/**
 * What runs inside the images besides the services: the health check, and for trying them out a broker, an inbox and tokens.
 *
 * <p>Invariant: {@link Health} needs the JDK alone, since it is all of this that the images of the services have.
 */
@NullMarked
package dev.outlay.containers.inside;

import org.jspecify.annotations.NullMarked;
