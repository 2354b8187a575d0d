@NullMarked
package dev.outlay.alert;

import org.jspecify.annotations.NullMarked;
