package dev.lanyard.oauth;

import dev.lanyard.credential.CredentialException;

/** Is what was found where an authorization server was looked for. */
public sealed interface IssuerFinding {
    /** Returns the address that was asked, as it was given or as a server's metadata names it. */
    String asked();

    /** It says what it supports. */
    record Measured(String asked, IssuerReport report) implements IssuerFinding {}

    /** A server that speaks of no authorization server: it may want no credential, or one that it says nothing about. */
    record Silent(String asked) implements IssuerFinding {}

    /** It could not be read, or not be believed. */
    record Failed(String asked, CredentialException failure) implements IssuerFinding {}
}
