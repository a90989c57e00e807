package dev.lanyard.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps account of the open connections of a pool: which are in use, which are idle since when, and who holds how many. Each
 * change costs the same however many users there are. Guarded by the pool's lock.
 */
final class Occupancy {
    /** Every open connection. */
    private final Set<Tenant.Seat> all = new LinkedHashSet<>();
    /** Those not in use, idle the longest first. */
    private final Set<Tenant.Seat> idle = new LinkedHashSet<>();
    /** Who holds idle ones, by how many they hold in all; of equals, the one who changed the longest ago first. */
    private final TreeMap<Integer, Set<Tenant>> byHolding = new TreeMap<>();

    int open() {
        return all.size();
    }

    Set<Tenant.Seat> seats() {
        return all;
    }

    void use(Tenant.Seat seat) {
        unrank(seat.tenant());
        all.add(seat);
        idle.remove(seat);
        seat.tenant().used(seat);
        rank(seat.tenant());
    }

    void rest(Tenant.Seat seat, Instant now) {
        unrank(seat.tenant());
        if (seat.tenant().rested(seat, now)) {
            idle.add(seat);
        }
        rank(seat.tenant());
    }

    void give(Tenant.Seat seat) {
        unrank(seat.tenant());
        all.remove(seat);
        idle.remove(seat);
        seat.tenant().given(seat);
        rank(seat.tenant());
    }

    /** Returns the connection whose closing takes room from the user who has the most of it. */
    Optional<Tenant.Seat> fairest() {
        Map.Entry<Integer, Set<Tenant>> most = byHolding.lastEntry();
        return most == null ? Optional.empty() : most.getValue().iterator().next().longestIdle();
    }

    /** Returns those that nobody has used since a moment. */
    List<Tenant.Seat> idleSince(Instant moment) {
        List<Tenant.Seat> found = new ArrayList<>();
        for (Tenant.Seat seat : idle) {
            if (seat.idleSince().isAfter(moment)) {
                break;
            }
            found.add(seat);
        }
        return found;
    }

    private void rank(Tenant tenant) {
        if (tenant.longestIdle().isPresent()) {
            byHolding.computeIfAbsent(tenant.open(), unused -> new LinkedHashSet<>()).add(tenant);
        }
    }

    private void unrank(Tenant tenant) {
        byHolding.computeIfPresent(tenant.open(), (count, tenants) -> {
            tenants.remove(tenant);
            return tenants.isEmpty() ? null : tenants;
        });
    }
}
