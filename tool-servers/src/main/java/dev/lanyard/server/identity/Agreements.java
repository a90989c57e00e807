package dev.lanyard.server.identity;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Knows which app may do what where for whom: by the administrator, or because the user agreed. Thread-safe. */
final class Agreements {
    private static final int LIMIT = 100_000;

    private record Agreed(String user, String client, String resource, String scope) {}

    private final Set<Agreed> agreed = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();

    /** Returns the scopes that an app has for a user at a resource, in the order the resource defines them. */
    synchronized List<String> scopes(DirectoryUser user, AppRegistration app, ProtectedResource resource) {
        boolean taken = withdrawn.contains(resource.identifier()) || withdrawn.contains("");
        boolean itself = resource.app().equalsIgnoreCase(app.clientId());
        return resource.scopes()
                .stream()
                .filter(scope -> itself || (!taken && app.consentsAt(resource).contains(scope))
                        || agreed.contains(of(user, app, resource, scope)))
                .toList();
    }

    synchronized boolean cover(DirectoryUser user, AppRegistration app, Wanted wanted) {
        List<String> scopes = scopes(user, app, wanted.resource());
        return !scopes.isEmpty() && scopes.containsAll(wanted.scopes());
    }

    /** Returns what would be agreed to: what is asked for, or all there is. */
    static Set<String> asked(AppRegistration app, Wanted wanted) {
        Set<String> all = new LinkedHashSet<>(wanted.scopes());
        if (all.isEmpty()) {
            all.addAll(app.consentsAt(wanted.resource()));
        }
        return all.isEmpty() ? new LinkedHashSet<>(wanted.resource().scopes()) : all;
    }

    synchronized void add(DirectoryUser user, AppRegistration app, Wanted wanted) {
        if (agreed.size() >= LIMIT) {
            agreed.clear();
        }
        asked(app, wanted).forEach(scope -> agreed.add(of(user, app, wanted.resource(), scope)));
    }

    /** Takes back what was agreed to at a resource, at all of them if none is named. */
    synchronized void withdraw(String resource) {
        withdrawn.add(resource);
        agreed.removeIf(known -> resource.isEmpty() || known.resource().equals(resource));
    }

    synchronized void restore() {
        withdrawn.clear();
    }

    private static Agreed of(DirectoryUser user, AppRegistration app, ProtectedResource resource, String scope) {
        return new Agreed(user.objectId(), app.clientId(), resource.identifier(), scope);
    }
}
