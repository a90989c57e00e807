package dev.lanyard.server.profile;

/**
 * Is what a directory says of a user.
 *
 * @param id the object id
 * @param displayName the name for people
 * @param mail the mail address, empty if there is none
 * @param userPrincipalName the name to sign in with
 */
public record UserProfile(String id, String displayName, String mail, String userPrincipalName) {}
