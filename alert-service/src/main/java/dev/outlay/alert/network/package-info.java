/**
 * Addresses and ranges of addresses. Owns how they are written and compared, and looks nothing up; what an address may be used for is decided by whoever asks. Plain
 * Java.
 */
@NullMarked
package dev.outlay.alert.network;

import org.jspecify.annotations.NullMarked;
