package dev.outlay.alert.conformance;

import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.scope.Scope;
import java.util.List;
import java.util.Locale;

/**
 * How a webhook is when a case is tried.
 *
 * @param scope   where its group lives
 * @param signing keys with which its messages are signed now, sealed: the present one, then earlier ones during their overlap
 * @param retired earlier keys whose overlap is over, sealed, the latest first
 */
record Standing(Scope scope, Receiver.Webhook webhook, List<byte[]> signing, List<byte[]> retired) {

    /** As tables name it. */
    String receiver() {
        return webhook.name().toLowerCase(Locale.ROOT);
    }
}
