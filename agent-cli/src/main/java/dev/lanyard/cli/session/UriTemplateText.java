package dev.lanyard.cli.session;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a URI template as it is being typed: RFC 6570, level 1, and {@code {+name}}, which may hold slashes. */
final class UriTemplateText {
    private static final Pattern PART = Pattern.compile("\\{(\\+?)([A-Za-z0-9_.]{1,64})}");

    private UriTemplateText() {}

    /** Is what comes next where somebody types a template. */
    sealed interface Next {
        /** The template itself, up to its next part. */
        record Fixed(String text) implements Next {}

        /**
         * A part that is being typed.
         *
         * @param before the address up to the part
         * @param typed what there is of the part, decoded
         * @param known the parts before it, decoded
         * @param last whether nothing follows the part
         */
        record Part(String name, String before, String typed, Map<String, String> known, boolean last)
                implements
                    Next {
            public Part {
                known = Map.copyOf(known);
            }
        }
    }

    /** Returns a template up to its first part. */
    static String fixedStart(String template) {
        Matcher part = PART.matcher(template);
        return part.find() ? template.substring(0, part.start()) : template;
    }

    /** Returns what comes next after what was typed, empty if that does not fit the template. */
    static Optional<Next> next(String template, String typed) {
        Matcher part = PART.matcher(template);
        Map<String, String> known = new LinkedHashMap<>();
        int from = 0;
        int at = 0;
        while (part.find()) {
            String fixed = template.substring(from, part.start());
            String rest = typed.substring(at);
            if (!rest.startsWith(fixed)) {
                return fixed.startsWith(rest)
                        ? Optional.of(new Next.Fixed(typed.substring(0, at) + fixed))
                        : Optional.empty();
            }
            at += fixed.length();
            from = part.end();
            boolean last = from == template.length();
            int end = last ? typed.length() : endOfPart(template, from, typed, at);
            if (end < 0 || last) {
                return Optional.of(new Next.Part(part.group(2), typed.substring(0, at), decoded(typed.substring(at)),
                        known, last));
            }
            known.put(part.group(2), decoded(typed.substring(at, end)));
            at = end;
        }
        String fixed = template.substring(from);
        return fixed.startsWith(typed.substring(at))
                ? Optional.of(new Next.Fixed(typed.substring(0, at) + fixed))
                : Optional.empty();
    }

    /** Returns where the character after the part was typed, -1 if it was not yet. */
    private static int endOfPart(String template, int from, String typed, int at) {
        return typed.indexOf(template.charAt(from), at);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Returns a value as a part of an address (RFC 6570, section 3.2.2). */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
