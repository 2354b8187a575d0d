@NullMarked
package dev.outlay.ingest.publish;

import org.jspecify.annotations.NullMarked;
