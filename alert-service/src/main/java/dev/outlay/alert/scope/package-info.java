/**
 * The five scopes at which a budget can stand, and how they are written as ARM ids.
 *
 * <p>Owns the parsing of paths and ids. Does not know who may see a scope. Invariant: two spellings of one scope have one
 * {@link dev.outlay.alert.scope.Scope#key()}. Plain Java.
 */
@NullMarked
package dev.outlay.alert.scope;

import org.jspecify.annotations.NullMarked;
