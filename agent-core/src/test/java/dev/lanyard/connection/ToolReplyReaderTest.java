package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP 2025-11-25, Tools, Tool Result. */
class ToolReplyReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]} | a;b",
            "{\"content\":[{\"type\":\"text\",\"text\":\"\"}]} | ``", "{\"content\":[{\"type\":\"text\"}]} | ``",
            "{\"content\":[{\"type\":\"text\",\"text\":null}]} | ``",
            "{\"content\":[{\"type\":\"image\",\"data\":\"aGk=\",\"mimeType\":\"image/png\"}]} | [image image/png]",
            "{\"content\":[{\"type\":\"audio\",\"data\":\"aGk=\",\"mimeType\":\"audio/wav\"}]} | [audio audio/wav]",
            "{\"content\":[{\"type\":\"image\"}]} | [image without data]",
            "{\"content\":[{\"type\":\"audio\",\"mimeType\":\"audio/wav\"}]} | [audio without data]",
            "{\"content\":[{\"type\":\"resource_link\",\"uri\":\"file:///x\"}]} | [resource link file:///x]",
            "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"u\",\"text\":\"t\"}}]} | t",
            "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"u\",\"blob\":\"aGk=\"}}]} | [resource u, 3 bytes]",
            "{\"content\":[{\"type\":\"hologram\"}]} | [content of type 'hologram']",
            "{\"content\":[5,null,\"x\"]} | [content of type ''];[content of type ''];[content of type '']",
            "{\"structuredContent\":{\"a\":1}} | {\"a\":1}", "{\"structuredContent\":[1,2]} | [1,2]",
            "{\"structuredContent\":\"x\"} | \"x\"", "{\"structuredContent\":false} | false", "{} | ``",
            "{\"content\":\"x\"} | ``",
            "{\"content\":[],\"structuredContent\":null} | ``"})
    void readsEveryContent(String json, String text) throws Exception {
        ToolReply reply = ToolReplyReader.read(new ObjectMapper().readTree(json));

        assertThat(reply.text()).isEqualTo(text.replace(';', '\n'));
        assertThat(reply.isError()).isFalse();
    }
}
