/**
 * Makes the container images: of the three services, and of what an installation for trying them needs beside them.
 *
 * <p>Owns: what is in an image, in which layers, and how it is started. Does not own: how a service is built, and what it can be
 * told, which its README says.
 *
 * <p>Invariants: the same files make the same image, byte by byte; nothing in an image runs as root, and nothing needs a shell.
 */
@NullMarked
package dev.outlay.containers;

import org.jspecify.annotations.NullMarked;
