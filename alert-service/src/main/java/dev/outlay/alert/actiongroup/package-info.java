/**
 * Action groups: named lists of receivers, made by people, at a resource group or below a billing account.
 *
 * <p>Owns the tables {@code action_group} and {@code retired_webhook_key}: the keys of webhook receivers are kept sealed, also those that sign beside the present one for a while. Does not deliver.
 * Invariants: one group for each owner, customer and name, whatever the casing; a group belongs to the customer that
 * owned the subscription when it was written, and no other customer sees it or is told through it; names of receivers
 * are unique in a group; a receiver kind that the service cannot tell is kept and read back as it was put. {@code
 * ActionGroupJson} reads and writes ARM's shape, {@code ActionGroupsTable} and {@code ActionGroupRow} hold the table,
 * everything else is plain Java.
 */
@NullMarked
package dev.outlay.alert.actiongroup;

import org.jspecify.annotations.NullMarked;
