package dev.lanyard.server.identity;

/**
 * Is a user of a directory, who signs in without a password: this is for a machine of one's own.
 *
 * @param objectId the {@code oid} of tokens, a GUID that never changes
 * @param name what the user is called in forms, such as {@code alice}
 * @param displayName the name for people
 * @param mail the mail address, which is the user principal name as well
 */
public record DirectoryUser(String objectId, String name, String displayName, String mail) {}
