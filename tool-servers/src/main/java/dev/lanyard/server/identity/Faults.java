package dev.lanyard.server.identity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Holds the faults that are switched on. Thread-safe. */
final class Faults {
    private final List<Fault> active = new ArrayList<>();
    private int challenges;

    /** Returns how many claims challenges there were. */
    synchronized int epoch() {
        return challenges;
    }

    synchronized void add(Fault fault) {
        challenges += fault.kind() == Fault.Kind.CLAIMS_CHALLENGE ? 1 : 0;
        active.removeIf(known -> known.kind() == fault.kind());
        active.add(fault);
    }

    synchronized void remove(Fault.Kind kind) {
        active.removeIf(known -> known.kind() == kind);
    }

    synchronized void clear() {
        active.clear();
    }

    synchronized List<Fault> all() {
        return List.copyOf(active);
    }

    /** Returns whether a token of a sign-in is too old, because it was challenged after it. */
    synchronized boolean challenges(int signInEpoch) {
        return signInEpoch < challenges
                && active.stream().anyMatch(fault -> fault.kind() == Fault.Kind.CLAIMS_CHALLENGE);
    }

    /** Returns a fault that is on for all resources, and counts it as having happened once more. */
    Optional<Fault> take(Fault.Kind kind) {
        return take(kind, "");
    }

    /** Returns a fault that is on for a resource, and counts it as having happened once more. */
    synchronized Optional<Fault> take(Fault.Kind kind, String resource) {
        for (Iterator<Fault> each = active.iterator(); each.hasNext();) {
            Fault fault = each.next();
            if (fault.kind() == kind && (fault.resource() == null || fault.resource().equals(resource))) {
                if (fault.times() == 1) {
                    each.remove();
                } else if (fault.times() > 1) {
                    active.set(active.indexOf(fault), fault.times(fault.times() - 1));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
