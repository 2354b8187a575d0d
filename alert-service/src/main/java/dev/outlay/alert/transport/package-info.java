/**
 * How a message travels: signed webhooks and e-mail, and what each of them says.
 *
 * <p>Owns the wording in every language, the headers of mails, the signature and the rules of where a webhook may go. Does
 * not decide when to retry: it says what happened, as an {@link dev.outlay.alert.delivery.Outcome}. Whatever a webhook is sent, a question or a message by which its receiver is tried
 * included, goes by {@code WebhookConnection}. Invariants: a webhook
 * connects to the very address that was checked, and hangs up when its time is over; redirects are not followed; a mail is the same at every attempt; amounts
 * are rounded only here, where they are shown. {@code AddressRules}, {@code StandardWebhook}, {@code WebhookAnswer}, {@code
 * MailAnswer}, {@code MailHeaders}, {@code MailTexts}, {@code AlertWords} and {@code MoneyText} are plain Java.
 */
@NullMarked
package dev.outlay.alert.transport;

import org.jspecify.annotations.NullMarked;
