package dev.lanyard.tools;

import static dev.lanyard.connection.TestConnections.list;
import static dev.lanyard.connection.TestConnections.simple;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.lanyard.connection.Connections;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.TestConnections;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToolCatalogueTest {
    private final List<FakeServer> servers = new ArrayList<>();
    private final List<ServerConnection> connections = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (FakeServer server : servers) {
            server.close();
        }
    }

    private void server(String name, String... tools) throws IOException {
        FakeServer server = FakeServer.start().result("tools/list", list(tools));
        servers.add(server);
        connections.add(TestConnections.anonymous(name, server));
    }

    private ToolCatalogue catalogue() {
        Connections all = new Connections(connections);
        all.openAll(Duration.ofSeconds(20));
        return ToolCatalogue.of(all, Set.of("trusted"));
    }

    private static List<String> names(ToolCatalogue catalogue) {
        return catalogue.tools().stream().map(OfferedTool::name).toList();
    }

    @Test
    void b04toolsOfOneNameStandSideBySide() throws IOException {
        server("one", simple("search", "only"));
        server("trusted", simple("search"));

        ToolCatalogue catalogue = catalogue();

        assertThat(names(catalogue)).containsExactly("one__search", "one__only", "trusted__search");
        assertThat(catalogue.tools()).extracting(OfferedTool::shortName)
                .containsExactly("one__search", "only", "trusted__search");
        assertThat(catalogue.tools()).extracting(OfferedTool::trusted).containsExactly(false, false, true);
        assertThat(catalogue.find("trusted__search").orElseThrow().server()).isEqualTo("trusted");
        assertThat(catalogue.find("trusted", "search")).isEqualTo(catalogue.find("trusted__search"));
        assertThat(catalogue.find("search")).isEmpty();
    }

    @Test
    void b04noToolIsLostToAName() throws IOException {
        server("a", simple("b__c__d", "x.y", "x_y", "n".repeat(100), "n".repeat(101), "n".repeat(54) + ".b"));
        server("a__b", simple("c__d"));
        server("a__b__c", simple("d"));

        ToolCatalogue catalogue = catalogue();

        assertThat(names(catalogue)).hasSize(8)
                .allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9_-]{1,64}"));
        assertThat(new HashSet<>(names(catalogue))).hasSize(8);
        assertThat(catalogue.find("a__b", "c__d").orElseThrow().server()).isEqualTo("a__b");
    }

    @Test
    void namesAreTheSameEachTime() throws IOException {
        server("a", simple("x.y", "n".repeat(100)));

        assertThat(names(catalogue())).isEqualTo(names(catalogue()));
    }

    @Test
    void serversWithOddNamesGetUsableOnes() throws IOException {
        server("my server (prod) ż", simple("t"));

        assertThat(names(catalogue())).containsExactly("my_server__prod_____t");
    }

    @Test
    void aServerThatIsNotReadyOffersNothing() throws IOException {
        server("good", simple("t"));
        server("bad");
        servers.getLast().before((request, exchange) -> exchange.status(500));

        assertThat(names(catalogue())).containsExactly("good__t");
    }

    @Test
    void b01theModelIsToldWhoseWordsADescriptionIs() throws IOException {
        server("s", "{\"name\":\"t\",\"description\":\"a\\u001b[1m\\u202e" + "x".repeat(5000)
                + "\",\"inputSchema\":{}}");

        String description = catalogue().find("s__t").orElseThrow().specification().description();

        assertThat(description).startsWith("From server 's': a[1mxxx").hasSizeLessThan(4200);
    }

    @Test
    void aSchemaReachesTheModelWhole() throws Exception {
        String properties = """
                            {"n":{"type":"integer","minimum":1,"maximum":9,"default":3,"multipleOf":2},
                             "s":{"type":"string","pattern":"^a+$","format":"email","minLength":2,"examples":["aa"]},
                             "u":{"anyOf":[{"type":"string"},{"type":"null"}],"title":"U"},
                             "r":{"$ref":"#/$defs/d"},"web":{"$ref":"http://127.0.0.1:1/never"},
                             "any":true,"l":{"type":["string","null"],"x-own":1}}""";
        String definitions = "{\"d\":{\"type\":\"object\",\"properties\":{\"d\":{\"$ref\":\"#/$defs/d\"}}}}";
        server("s", "{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":" + properties
                + ",\"required\":[\"n\"],\"additionalProperties\":false,\"$defs\":" + definitions + "}}");

        var parameters = catalogue().find("s__t").orElseThrow().specification().parameters();

        ObjectMapper mapper = new ObjectMapper();
        JsonNode sent = mapper.valueToTree(JsonSchemaElementUtils.toMap(parameters, false, true));
        JsonNode wanted = mapper.readTree(properties.replace("\"any\":true", "\"any\":{}"));
        assertThat(sent.path("properties")).isEqualTo(wanted);
        assertThat(sent.path("$defs")).isEqualTo(mapper.readTree(definitions));
        assertThat(sent.path("required")).isEqualTo(mapper.readTree("[\"n\"]"));
        // LangChain4j itself sends this one only in its strict mode.
        assertThat(parameters.additionalProperties()).isFalse();
    }
}
