/** The scripted model behind OpenAI's wire format: simple rules, no language model; knows tools only as they are offered to it. */
@NullMarked
package dev.lanyard.server.model;

import org.jspecify.annotations.NullMarked;
