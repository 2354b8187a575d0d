@NullMarked
package dev.outlay.ingest.charge;

import org.jspecify.annotations.NullMarked;
