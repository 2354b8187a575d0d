@NullMarked
package dev.outlay.containers;

import org.jspecify.annotations.NullMarked;
