package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Ask;

/** The forms that the scenarios expect. */
final class Forms {
    private Forms() {}

    static Ask.Form name(String key, String message) {
        return Ask.Form.of(key, message,
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}");
    }

    static Ask.Form color(String key, String message) {
        return Ask.Form.of(key, message,
                "{\"type\":\"object\",\"properties\":{\"color\":{\"type\":\"string\"}},\"required\":[\"color\"]}");
    }

    static Ask.Form confirmation(String key) {
        return Ask.Form.of(key, "Please confirm",
                "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}");
    }

    static Ask.Form user(String message) {
        return Ask.Form.of("user", message, """
                                            {"type":"object","required":["username","email"],"properties":{
                                             "username":{"type":"string","description":"User's response"},
                                             "email":{"type":"string","description":"User's email address"}}}""");
    }

    /** SEP-1034: a default for each primitive type. */
    static Ask.Form defaults() {
        return Ask.Form.of("defaults", "Please check the values",
                """
                {"type":"object","properties":{
                 "name":{"type":"string","default":"John Doe"},"age":{"type":"integer","default":30},
                 "score":{"type":"number","default":95.5},
                 "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
                 "verified":{"type":"boolean","default":true}}}""");
    }

    /** SEP-1330: each way to write a choice. */
    static Ask.Form choices() {
        return Ask.Form.of("choices", "Please choose",
                """
                {"type":"object","properties":{
                 "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
                 "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},
                  {"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
                 "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
                  "enumNames":["Option One","Option Two","Option Three"]},
                 "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
                 "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},
                  {"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}}}""");
    }
}
