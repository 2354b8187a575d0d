/**
 * Links that let whoever has them do one thing without a login: what for, with what, and until when stands in them, signed.
 *
 * <p>Owns their form and their signature. Does not own what is done. Invariants: a link of one purpose is none of another's;
 * nothing is asked of the database before the signature was verified; a link holds no address of a person. Plain Java.
 */
@NullMarked
package dev.outlay.alert.link;

import org.jspecify.annotations.NullMarked;
