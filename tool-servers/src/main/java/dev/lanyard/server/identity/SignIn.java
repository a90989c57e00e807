package dev.lanyard.server.identity;

import java.time.Instant;

/**
 * Is what a user did once, and what codes, refresh tokens and assertions stand for.
 *
 * @param user who signed in
 * @param client the id of the app that may use it
 * @param mfa whether with a second factor
 * @param at when
 * @param epoch counts the claims challenges before it; a later one is not answered by this sign-in
 */
record SignIn(DirectoryUser user, String client, boolean mfa, Instant at, int epoch) {}
