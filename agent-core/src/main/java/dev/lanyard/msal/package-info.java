/** Tokens from Entra through MSAL4J, the only package that knows that library; knows {@code credential}. */
@NullMarked
package dev.lanyard.msal;

import org.jspecify.annotations.NullMarked;
