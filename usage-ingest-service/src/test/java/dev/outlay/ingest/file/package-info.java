@NullMarked
package dev.outlay.ingest.file;

import org.jspecify.annotations.NullMarked;
