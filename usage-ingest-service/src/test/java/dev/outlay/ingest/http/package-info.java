@NullMarked
package dev.outlay.ingest.http;

import org.jspecify.annotations.NullMarked;
