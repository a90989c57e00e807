package dev.lanyard.transport;

/**
 * Is one event of a stream (WHATWG HTML, Server-sent events).
 *
 * @param type the event's type, {@code message} unless the server named one
 * @param data its lines, joined by line feeds
 * @param id the last event id seen so far on the stream, empty if none
 */
record SseEvent(String type, String data, String id) {}
