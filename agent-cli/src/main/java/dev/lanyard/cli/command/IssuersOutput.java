package dev.lanyard.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.cli.command.IssuersCommand.Found;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Table;
import dev.lanyard.oauth.IssuerFinding;
import dev.lanyard.oauth.IssuerReport;
import dev.lanyard.oauth.IssuerReport.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out what issuers announce, for people and for programs. */
final class IssuersOutput {
    private static final int MAX = 400;

    private IssuersOutput() {}

    /** Returns a table of what can be compared, then what is too long for one; nothing if nothing was measured. */
    static List<String> lines(List<Found> found) {
        Table table = new Table("ISSUER", "METADATA", "PKCE", "CIMD", "DCR", "RESOURCE", "ISS", "DEVICE", "EXCHANGE",
                "REFRESH", "DPOP");
        List<String> details = new ArrayList<>();
        for (Found each : found) {
            if (each.finding() instanceof IssuerFinding.Measured(String unused, IssuerReport report)) {
                table.row(report.issuer(), report.form().label(), pkce(report), yes(report.clientDocuments()),
                        yes(report.registration()), report.namesResource() ? "named" : "left out",
                        yes(report.namesItself()), yes(report.device()), mark(report.tokenExchange()),
                        refresh(report), yes(!report.dpopAlgorithms().isEmpty()));
                details.add("");
                details.add(Sanitizer.line(report.issuer(), MAX));
                detail(details, "metadata", report.metadata().toASCIIString());
                detail(details, "clients prove themselves by", list(report.clientProofs()));
                detail(details, "grants", list(report.grants()));
                detail(details, "scopes", list(report.scopes()));
                if (!each.servers().isEmpty()) {
                    detail(details, "used by", String.join(", ", each.servers()));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        if (!details.isEmpty()) {
            lines.addAll(table.lines());
            lines.addAll(details);
        }
        return lines;
    }

    /** Returns {@code {"issuers": [{…}], "silent": ["…"], "failures": [{…}]}}; silent are servers that name no issuer. */
    static ObjectNode json(List<Found> found) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode issuers = json.putArray("issuers");
        ArrayNode silent = json.putArray("silent");
        ArrayNode failures = json.putArray("failures");
        for (Found each : found) {
            switch (each.finding()) {
                case IssuerFinding.Measured(String asked, IssuerReport report) ->
                    issuers.add(json(asked, report, each.servers()));
                case IssuerFinding.Silent(String asked) -> silent.add(asked);
                case IssuerFinding.Failed(String asked, var failure) -> {
                    ObjectNode node = failures.addObject().put("asked", asked);
                    node.setAll(JsonOutput.failure(failure));
                }
            }
        }
        return json;
    }

    private static ObjectNode json(String asked, IssuerReport report, List<String> servers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("asked", asked)
                .put("issuer", report.issuer())
                .put("metadata", report.metadata().toASCIIString())
                .put("form", report.form().name().toLowerCase(Locale.ROOT))
                .put("pkceKnown", report.pkceKnown())
                .put("clientIdMetadataDocuments", report.clientDocuments())
                .put("dynamicRegistration", report.registration())
                .put("namesResource", report.namesResource())
                .put("namesItself", report.namesItself())
                .put("device", report.device())
                .put("revocation", report.revocation())
                .put("tokenExchange", report.tokenExchange().name().toLowerCase(Locale.ROOT))
                .put("refresh", report.refresh().name().toLowerCase(Locale.ROOT))
                .put("offlineAccess", report.offlineAccess());
        list(json, "codeChallengeMethods", report.challengeMethods());
        list(json, "grants", report.grants());
        list(json, "tokenEndpointMethods", report.clientProofs());
        list(json, "scopes", report.scopes());
        list(json, "dpopAlgorithms", report.dpopAlgorithms());
        list(json, "servers", servers);
        return json;
    }

    private static void list(ObjectNode json, String name, List<String> values) {
        values.forEach(json.putArray(name)::add);
    }

    private static String pkce(IssuerReport report) {
        if (report.pkceKnown()) {
            return "? (S256 known)";
        }
        return report.pkce() ? "S256" : report.challengeMethods().isEmpty() ? "?" : "no S256";
    }

    private static String refresh(IssuerReport report) {
        return mark(report.refresh()) + (report.offlineAccess() ? ", offline" : "");
    }

    private static String mark(Support support) {
        return switch (support) {
            case YES -> "yes";
            case NO -> "no";
            case UNSAID -> "?";
        };
    }

    private static String yes(boolean supported) {
        return supported ? "yes" : "no";
    }

    private static String list(List<String> values) {
        return values.isEmpty() ? "?" : String.join(", ", values);
    }

    private static void detail(List<String> lines, String label, String value) {
        lines.add("  " + label + ": " + Sanitizer.line(value, MAX));
    }
}
