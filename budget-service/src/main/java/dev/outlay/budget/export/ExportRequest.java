package dev.outlay.budget.export;

import org.jspecify.annotations.Nullable;

/**
 * An export as somebody wants it.
 *
 * @param eTag of the export that is to be replaced, without quotes; null when the sender does not care
 * @param properties JSON: what was sent of it that counts, in Azure's spelling
 */
public record ExportRequest(@Nullable String eTag, ExportSettings settings, String properties) {}
