@NullMarked
package dev.outlay.local;

import org.jspecify.annotations.NullMarked;
