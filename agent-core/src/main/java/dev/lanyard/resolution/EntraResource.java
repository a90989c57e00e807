package dev.lanyard.resolution;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Is what a scope of Entra's names: a resource, and what is wanted of it.
 *
 * @param uri the resource's Application ID URI or id
 * @param names the delegated scopes, or {@code .default}
 */
record EntraResource(String uri, List<String> names) {
    static final String GRAPH_ID = "00000003-0000-0000-c000-000000000000";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern GRAPH = Pattern
            .compile("https://(dod-)?(graph\\.microsoft\\.(com|us)|microsoftgraph\\.chinacloudapi\\.cn)/?");

    EntraResource {
        names = List.copyOf(names);
    }

    /** Returns what a scope names; the resource of the first, as Entra takes only one at a time. */
    static EntraResource of(String scope) {
        List<String> all = Arrays.asList(scope.strip().split(" +"));
        String first = all.getFirst();
        int slash = first.lastIndexOf('/');
        // A scope without a resource is one of Graph's.
        String uri = slash < 0 ? GRAPH_ID : first.substring(0, slash);
        return new EntraResource(uri, all.stream().map(each -> each.substring(each.lastIndexOf('/') + 1)).toList());
    }

    static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }

    /** Returns an id that stands for itself within a query or within JSON: what no id holds becomes {@code ?}. */
    static String id(String text) {
        return text.replaceAll("[^A-Za-z0-9._<>-]", "?");
    }

    /** Says whether the resource is Microsoft's own, which nobody registers. */
    boolean isGraph() {
        return uri.equals(GRAPH_ID) || GRAPH.matcher(uri).matches();
    }

    /** Returns its application id, or what stands for it. */
    String appId() {
        return isGraph() ? GRAPH_ID : isGuid(uri) ? uri : "<SERVER-APP-ID>";
    }

    /** Returns a delegated scope's name, or what stands for it where none can be told. */
    String scopeName() {
        String name = names.getFirst();
        return name.equals(".default") || !NAME.matcher(name).matches() ? "<SCOPE>" : name;
    }
}
