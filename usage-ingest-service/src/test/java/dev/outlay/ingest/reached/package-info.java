@NullMarked
package dev.outlay.ingest.reached;

import org.jspecify.annotations.NullMarked;
