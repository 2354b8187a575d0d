package dev.outlay.budget.access;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody or something that can have a role, as the partner's directory knows it.
 *
 * @param id object id, lower case
 * @param tenant whose directory it is from, lower case
 * @param mail where it reads what it is told; null for nowhere
 */
public record DirectoryPrincipal(
        String id,
        String tenant,
        Kind kind,
        @Nullable String displayName,
        @Nullable String mail) {

    /** What it is, as Azure's role assignments say it. */
    public enum Kind {
        USER(1, "User"),
        GROUP(2, "Group"),
        SERVICE_PRINCIPAL(3, "ServicePrincipal");

        private final short code;
        private final String label;

        Kind(int code, String label) {
            this.code = (short) code;
            this.label = label;
        }

        /** What the database keeps. */
        short code() {
            return code;
        }

        public String label() {
            return label;
        }

        /** Reads the word in any casing. */
        public static Optional<Kind> named(String label) {
            for (Kind kind : values()) {
                if (kind.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT))) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** @throws IllegalArgumentException for a code that no kind has */
        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of principal has the code " + code);
        }
    }

    public DirectoryPrincipal {
        id = id.toLowerCase(Locale.ROOT);
        tenant = tenant.toLowerCase(Locale.ROOT);
    }
}
