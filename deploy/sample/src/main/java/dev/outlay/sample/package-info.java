@NullMarked
package dev.outlay.sample;

import org.jspecify.annotations.NullMarked;
