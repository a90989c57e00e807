package dev.lanyard;

/** Tells which Lanyard this is. */
public final class Version {
    private Version() {}

    /** Returns the version from the jar's manifest, {@code development} when run from classes. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
