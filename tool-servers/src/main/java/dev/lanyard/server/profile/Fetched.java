package dev.lanyard.server.profile;

/** What came of asking for a user's profile. */
sealed interface Fetched {
    /** The profile. */
    record Found(UserProfile profile) implements Fetched {}

    /** The user must sign in anew, with these claims: base64 of a claims request. */
    record Challenged(String claims) implements Fetched {}

    /** Something that the user or an administrator can put right, in words. */
    record Refused(String words) implements Fetched {}
}
