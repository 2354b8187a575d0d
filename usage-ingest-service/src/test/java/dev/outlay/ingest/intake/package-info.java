@NullMarked
package dev.outlay.ingest.intake;

import org.jspecify.annotations.NullMarked;
