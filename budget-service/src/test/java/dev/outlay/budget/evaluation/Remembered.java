package dev.outlay.budget.evaluation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an object remembers: the keys of its maps and the elements of its collections, and of those of every object of this package that it holds. */
final class Remembered {

    private final Set<Object> found = new HashSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Remembered() {}

    static Set<Object> by(Object holder) {
        Remembered remembered = new Remembered();
        remembered.look(holder);
        return remembered.found;
    }

    private void look(@Nullable Object object) {
        if (object == null || !seen.add(object)) {
            return;
        }
        if (object instanceof Map<?, ?> map) {
            found.addAll(map.keySet());
            map.values().forEach(this::look);
        } else if (object instanceof Collection<?> collection) {
            found.addAll(collection);
            collection.forEach(this::look);
        } else if (object.getClass().getPackageName().equals(Remembered.class.getPackageName())) {
            fields(object);
        }
    }

    private void fields(Object object) {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    look(field.get(object));
                } catch (IllegalAccessException unreadable) {
                    throw new IllegalStateException(unreadable);
                }
            }
        }
    }
}
