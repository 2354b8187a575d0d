package dev.outlay.budget.deployment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How ids of resources are put together. */
final class ResourceId {

    private static final String RESOURCE_GROUPS = "Microsoft.Resources/resourceGroups";
    private static final Pattern SUBSCRIPTION = Pattern.compile("/subscriptions/[^/]+", Pattern.CASE_INSENSITIVE);

    private ResourceId() {}

    /** {@code /providers/{namespace}/{type}/{name}…} of a type and a name for each of its words; empty where there are not as many. */
    static Optional<String> below(String type, List<String> names) {
        String[] words = type.split("/", -1);
        if (words.length < 2
                || words.length - 1 != names.size()
                || List.of(words).contains("")) {
            return Optional.empty();
        }
        StringBuilder id = new StringBuilder("/providers/").append(words[0]);
        for (int word = 1; word < words.length; word++) {
            id.append('/').append(words[word]).append('/').append(names.get(word - 1));
        }
        return Optional.of(id.toString());
    }

    /** The id of a resource at a scope; empty as {@link #below} is. A resource group has its subscription before it and no provider, as Resource Manager itself writes it. */
    static Optional<String> of(String scope, String type, List<String> names) {
        return below(type, names)
                .map(below -> type.equalsIgnoreCase(RESOURCE_GROUPS)
                                && SUBSCRIPTION.matcher(scope).matches()
                        ? scope + "/resourceGroups/" + names.getFirst()
                        : scope + below);
    }

    /** As ids are compared: in any casing, without a slash at the end. */
    static String key(String id) {
        String key = id.toLowerCase(Locale.ROOT);
        return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    }
}
