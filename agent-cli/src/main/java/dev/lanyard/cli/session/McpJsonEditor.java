package dev.lanyard.cli.session;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds and removes servers in the text of an {@code mcp.json}: everything else, comments and layout included, stays as it is.
 * What comes out is read again and compared; a file that cannot be edited this way is left alone.
 */
final class McpJsonEditor {
    private static final String UNIT = "  ";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String text;
    private final ObjectNode tree;
    private @Nullable Place servers;
    private Place root = new Place("", 0, 0, List.of());

    /** Says that a file cannot be edited; the message is a part of a sentence. */
    static final class NotEditable extends Exception {
        private static final long serialVersionUID = 1L;

        NotEditable(String why) {
            super(why);
        }
    }

    /** Where an object stands: its braces and its members. */
    private record Place(String name, int open, int close, List<Member> members) {}

    /** Where a member stands: the first character of its name and the one after its value. */
    private record Member(String name, int start, int end) {}

    McpJsonEditor(String text) throws NotEditable {
        this.text = text;
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode object)) {
                throw new NotEditable("it does not hold a JSON object");
            }
            tree = object;
            locate();
        } catch (JsonProcessingException e) {
            throw new NotEditable("it is not JSON, or has a key twice");
        } catch (IOException e) {
            throw new NotEditable("it cannot be read");
        }
    }

    private void locate() throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            root = object("", parser);
        }
    }

    /** Reads the object that the parser has come to, remembering the first one of servers below the root. */
    private Place object(String name, JsonParser parser) throws IOException {
        int open = (int) parser.currentTokenLocation().getCharOffset();
        boolean atRoot = name.isEmpty();
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            JsonToken value = parser.nextToken();
            boolean holdsServers = atRoot && (member.equals("servers") || member.equals("mcpServers"));
            if (holdsServers && value == JsonToken.START_OBJECT && servers == null) {
                servers = object(member, parser);
            } else {
                parser.skipChildren();
                parser.finishToken();
            }
            members.add(new Member(member, start, (int) parser.currentLocation().getCharOffset()));
        }
        return new Place(name, open, (int) parser.currentTokenLocation().getCharOffset(), members);
    }

    /** Returns what stands for a server, empty if there is none of that name. */
    Optional<JsonNode> find(String server) {
        Place place = servers;
        return place == null ? Optional.empty() : Optional.ofNullable(tree.path(place.name()).get(server));
    }

    /** Returns the text with one more server, after the others. */
    String added(String server, ObjectNode entry) throws NotEditable {
        ObjectNode wanted = tree.deepCopy();
        Place place = servers;
        if (place == null) {
            if (wanted.has("servers") || wanted.has("mcpServers")) {
                throw new NotEditable("its servers are not an object");
            }
            wanted.putObject("servers").set(server, entry);
            return checked(inserted(root, "servers", wanted.path("servers")), wanted);
        }
        ((ObjectNode) wanted.path(place.name())).set(server, entry);
        return checked(inserted(place, server, entry), wanted);
    }

    private String inserted(Place place, String name, JsonNode value) {
        String outer = indentation(place.open());
        String inner = place.members().isEmpty() || lineOf(place.open()) == lineOf(place.members().getFirst().start())
                ? outer + UNIT
                : indentation(place.members().getFirst().start());
        String member = inner + JSON.valueToTree(name) + ": " + written(value).replace("\n", "\n" + inner);
        int last = place.members().isEmpty() ? place.open() + 1 : place.members().getLast().end();
        String gap = text.substring(last, place.close());
        boolean comma = place.members().isEmpty() || JsonGap.comma(gap) >= 0;
        return text.substring(0, last) + (comma ? "" : ",") + gap.stripTrailing() + "\n" + member + "\n" + outer
                + text.substring(place.close());
    }

    /** Returns the text without a server. */
    String removed(String server) throws NotEditable {
        Place place = servers;
        if (place == null || find(server).isEmpty()) {
            throw new NotEditable("it has no server of that name");
        }
        ObjectNode wanted = tree.deepCopy();
        ((ObjectNode) wanted.path(place.name())).remove(server);
        List<Member> members = place.members();
        int index = members.stream().map(Member::name).toList().indexOf(server);
        Member member = members.get(index);
        int next = index + 1 < members.size() ? members.get(index + 1).start() : place.close();
        int comma = JsonGap.comma(text.substring(member.end(), next));
        StringBuilder edited = new StringBuilder(text);
        int from = blankBefore(member.start());
        edited.delete(from, comma < 0 ? member.end() : member.end() + comma + 1);
        if (comma < 0 && index > 0) {
            int end = members.get(index - 1).end();
            edited.deleteCharAt(end + JsonGap.comma(text.substring(end, member.start())));
        }
        return checked(edited.toString(), wanted);
    }

    /** Returns where the blank space before a member begins, its line break included if it stands on a line of its own. */
    private int blankBefore(int start) {
        int from = start;
        while (from > 0 && (text.charAt(from - 1) == ' ' || text.charAt(from - 1) == '\t')) {
            from--;
        }
        if (from > 0 && text.charAt(from - 1) == '\n') {
            return from > 1 && text.charAt(from - 2) == '\r' ? from - 2 : from - 1;
        }
        return start;
    }

    private static String checked(String edited, ObjectNode wanted) throws NotEditable {
        try {
            if (JSON.readTree(edited).equals(wanted)) {
                return edited;
            }
        } catch (JsonProcessingException e) {
            throw new NotEditable("its layout is out of the ordinary");
        }
        throw new NotEditable("its layout is out of the ordinary");
    }

    private long lineOf(int offset) {
        return text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /** Returns the blank space at the beginning of the line that a place is on. */
    private String indentation(int offset) {
        int line = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
        int end = line;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(line, end);
    }

    private static String written(JsonNode value) {
        DefaultIndenter indenter = new DefaultIndenter(UNIT, "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A JSON tree can always be written", e);
        }
    }
}
