package dev.lanyard.server.protocol;

import java.util.List;

/** Reads a resource. Called on a virtual thread and may block; calls run in parallel. */
@FunctionalInterface
public interface ResourceReader {
    /**
     * Runs one round; see {@link InteractiveToolHandler#run}. No contents mean that there is no such resource.
     *
     * @throws InterruptedException if the caller cancelled
     */
    Outcome<List<ResourceContents>> read(ResourceCall call) throws InterruptedException;
}
