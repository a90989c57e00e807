package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Outcome;
import dev.lanyard.server.protocol.Resource;
import dev.lanyard.server.protocol.ResourceContents;
import dev.lanyard.server.protocol.ResourceTemplate;
import java.util.List;
import java.util.Map;

/** Text, bytes, one to listen to, and a family. */
final class FixtureResources {
    private FixtureResources() {}

    static List<Resource> all() {
        return List.of(
                new Resource("test://static-text", "static-text", "A text.", "text/plain",
                        call -> Outcome.done(List.of(new ResourceContents.Text(call.uri(), "text/plain",
                                "This is the content of the static text resource.")))),
                new Resource("test://static-binary", "static-binary", "A picture.", "image/png",
                        call -> Outcome.done(List.of(ResourceContents.of(call.uri(), "image/png", Samples.png())))),
                new Resource("test://watched-resource", "watched-resource", "A text to listen to.", "text/plain",
                        call -> Outcome.done(
                                List.of(new ResourceContents.Text(call.uri(), "text/plain", "Watched.")))));
    }

    static List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate("test://template/{id}/data", "template", "A record.", "application/json",
                Map.of(), call -> Outcome.done(List.of(new ResourceContents.Text(call.uri(), "application/json",
                        "{\"id\":\"" + call.variables().get("id") + "\",\"templateTest\":true,\"data\":\"Data for ID: "
                                + call.variables().get("id") + "\"}")))));
    }
}
