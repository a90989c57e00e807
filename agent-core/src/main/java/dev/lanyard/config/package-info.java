/**
 * What the user configured: servers, identities, inputs, variables and the model, read from {@code mcp.json} and
 * {@code .env}. Holds references to secrets and knows neither how they become credentials nor any network.
 */
@NullMarked
package dev.lanyard.config;

import org.jspecify.annotations.NullMarked;
