@NullMarked
package dev.outlay.bench.forecast;

import org.jspecify.annotations.NullMarked;
