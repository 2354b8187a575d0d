package dev.outlay.budget.export;

import org.jspecify.annotations.Nullable;

/**
 * What an export does.
 *
 * @param schedule null where it runs only when it is asked to
 * @param container the first folder of its own
 * @param root folders below that, parted by slashes; empty for none
 * @param isPacked whether its files are packed with gzip
 */
public record ExportSettings(
        ExportDefinition definition, @Nullable Schedule schedule, String container, String root, boolean isPacked) {}
