@NullMarked
package dev.outlay.bench;

import org.jspecify.annotations.NullMarked;
