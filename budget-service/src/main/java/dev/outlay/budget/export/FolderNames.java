package dev.outlay.budget.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of folders: which ones people may choose, and which are made for them. Whatever somebody sends, a name is one folder below the one before, on every file system: letters, digits, hyphens and underscores, no dot, no name
 * that a system has reserved.
 */
final class FolderNames {

    private static final int MOST_SEGMENTS = 8;
    private static final int LONGEST = 64;
    private static final int HASH_BYTES = 8;

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST + "}");
    private static final Pattern CONTAINER = Pattern.compile("[a-z0-9](-?[a-z0-9])+");
    private static final Pattern EXPORT = Pattern.compile("[A-Za-z0-9_-]{3," + LONGEST + "}");
    private static final Pattern RESERVED =
            Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", Pattern.CASE_INSENSITIVE);

    private FolderNames() {}

    /** Whether a text can be the name of an export, which is a folder too. */
    static boolean isExport(String name) {
        return EXPORT.matcher(name).matches() && !isReserved(name);
    }

    /** Whether a text can be a container, by Azure's rule for those. */
    static boolean isContainer(String name) {
        return name.length() >= 3
                && name.length() < LONGEST
                && CONTAINER.matcher(name).matches()
                && !isReserved(name);
    }

    /** The folders of a root folder path, which may be empty; empty where it is none that can be had. */
    static Optional<List<String>> root(String path) {
        if (path.isEmpty()) {
            return Optional.of(List.of());
        }
        List<String> segments = Arrays.asList(path.split("/", -1));
        boolean sound = segments.size() <= MOST_SEGMENTS
                && segments.stream()
                        .allMatch(segment -> SEGMENT.matcher(segment).matches() && !isReserved(segment));
        return sound ? Optional.of(segments) : Optional.empty();
    }

    private static boolean isReserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    /**
     * The folders of a place. What is written for the partner's people is apart from what is for a customer's, and each customer's from each other's, so that a folder can be shared with those whose it is.
     *
     * @param isPartners whether it is written for somebody of the partner
     */
    static List<String> of(Place place, boolean isPartners) {
        List<String> folders = new ArrayList<>();
        if (isPartners) {
            folders.add("partner");
        }
        switch (place.scope()) {
            case Scope.BillingAccount it -> add(folders, "billingAccounts", it.account());
            case Scope.BillingProfile it -> {
                add(folders, "billingAccounts", it.account());
                add(folders, "billingProfiles", it.profile());
            }
            case Scope.Customer it -> {
                add(folders, "billingAccounts", it.account());
                add(folders, "customers", it.customer());
            }
            case Scope.Subscription it -> subscription(folders, place, it.subscription());
            case Scope.ResourceGroup it -> {
                subscription(folders, place, it.subscription());
                add(folders, "resourceGroups", it.resourceGroup());
            }
            case Scope.ManagementGroup it -> throw new IllegalArgumentException("no cost is seen at " + it.armId());
        }
        return folders;
    }

    private static void subscription(List<String> folders, Place place, String subscription) {
        if (place.customer() != null) {
            add(folders, "customers", place.customer());
        }
        add(folders, "subscriptions", subscription);
    }

    private static void add(List<String> folders, String kind, String name) {
        folders.add(kind);
        folders.add(made(name));
    }

    /** A folder for a name that may hold anything: two names that are the same without regard to case have one, all others have their own. */
    static String made(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (SEGMENT.matcher(lower).matches() && !isReserved(lower)) {
            return lower;
        }
        String kept = "_" + lower.replaceAll("[^a-z0-9_-]", "_");
        return kept.substring(0, Math.min(kept.length(), LONGEST)) + "." + hash(lower);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
