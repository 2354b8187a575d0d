@NullMarked
package dev.outlay.ingest.imports;

import org.jspecify.annotations.NullMarked;
