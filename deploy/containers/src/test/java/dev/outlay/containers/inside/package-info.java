@NullMarked
package dev.outlay.containers.inside;

import org.jspecify.annotations.NullMarked;
