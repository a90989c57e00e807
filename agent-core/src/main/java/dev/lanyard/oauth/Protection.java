package dev.lanyard.oauth;

/**
 * Is what protects a server, as it was found out.
 *
 * @param issuer the authorization server
 * @param legacy whether the issuer has no metadata, only the endpoints of MCP 2025-03-26
 * @param resource what to name as resource, exactly as published, empty for nothing
 * @param metadata what the server says about itself; empty lists if it says nothing
 */
record Protection(IssuerMetadata issuer, boolean legacy, String resource, ResourceMetadata metadata) {}
