/** What Outlay promises, tried from outside on the whole of it. Each test uses a billing account of its own; none knows a class of a service. */
@NullMarked
package dev.outlay.e2e;

import org.jspecify.annotations.NullMarked;
