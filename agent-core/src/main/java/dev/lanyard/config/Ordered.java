package dev.lanyard.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies maps so that they can no longer change and keep the order of the file. */
final class Ordered {
    private Ordered() {}

    /** Returns an unmodifiable copy in the same order. */
    static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
