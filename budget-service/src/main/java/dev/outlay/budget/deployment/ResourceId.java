package dev.outlay.budget.deployment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How ids of resources are put together. */
final class ResourceId {

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

    /** As ids are compared: in any casing, without a slash at the end. */
    static String key(String id) {
        String key = id.toLowerCase(Locale.ROOT);
        return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    }
}
