@NullMarked
package dev.outlay.budget;

import org.jspecify.annotations.NullMarked;
