package dev.outlay.budget.export;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A link or a file is where a folder ought to be. Somebody has to take that away: trying again helps nobody. */
final class BlockedFolderException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    BlockedFolderException(Path path) {
        super(path.toString(), null, "a link or a file is where a folder ought to be");
    }
}
