/**
 * The alert service: it hears of crossings, records them as alerts and tells whoever has to know.
 *
 * <p>Packages depend on each other in one direction: {@code arm} and {@code intake} (the edges) on {@code transport} and
 * {@code delivery}, these on {@code alert}, {@code actiongroup} and {@code access}, and all of them on {@code scope}.
 */
@NullMarked
package dev.outlay.alert;

import org.jspecify.annotations.NullMarked;
