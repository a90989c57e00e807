/**
 * What is presented to a server and how it is obtained, kept and renewed; knows {@code error} and {@code event}.
 *
 * <p>The invariant: a credential is kept under (issuer, client, resource, scopes, user) and never serves another of any
 * of them.
 */
@NullMarked
package dev.lanyard.credential;

import org.jspecify.annotations.NullMarked;
