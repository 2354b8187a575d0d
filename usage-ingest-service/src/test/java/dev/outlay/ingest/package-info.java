@NullMarked
package dev.outlay.ingest;

import org.jspecify.annotations.NullMarked;
