package dev.lanyard.config;

/**
 * Names a field and what needs it, for problems.
 *
 * @param path the field's path in the file
 * @param needer what needs its value: {@code server 'reverse'}
 */
record Place(String path, String needer) {
    /** Returns the place of a field of a server. */
    static Place ofServer(String name, String path) {
        return new Place(path, "server '" + name + "'");
    }

    /** Returns another field of the same needer. */
    Place at(String otherPath) {
        return new Place(otherPath, needer);
    }
}
