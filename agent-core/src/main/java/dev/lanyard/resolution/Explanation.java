package dev.lanyard.resolution;

import java.util.List;

/**
 * Is how a server gets its credential, in words, as far as the configuration tells. It holds no secret: where one is meant, it
 * names the place that it comes from.
 *
 * @param flow what will be done
 * @param because which field of the configuration decided that
 * @param steps what is done in order, and who gets what
 * @param kept where what was obtained is kept
 * @param signIn what makes it ask for a sign-in
 * @param warnings what in the configuration is likely to fail
 * @param remedies how it typically fails, and what to do then
 */
public record Explanation(String flow, String because, List<Step> steps, Kept kept, String signIn,
        List<String> warnings, List<Remedy> remedies) {
    /** No user is asked. */
    static final String NEVER = "never";

    /** Copies the lists. */
    public Explanation {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        remedies = List.copyOf(remedies);
    }

    /**
     * Is one thing that is done.
     *
     * @param contacted the origin that is contacted, or what else acts
     * @param gets what goes there, and what comes of it
     */
    public record Step(String contacted, String gets) {}

    /**
     * Is one way to fail.
     *
     * @param sign how it shows
     * @param fix what to do
     */
    public record Remedy(String sign, String fix) {}

    /** Says where what was obtained is kept. */
    public enum Kept {
        /** Nothing is obtained. */
        NOTHING("nothing is kept"),
        /** Fixed values, read once a run. */
        RUN("read when first needed, held in memory until the program ends"),
        /** Tokens that are cheap to get again. */
        MEMORY("the token stays in memory; it is renewed ahead of its end, by one request however many wait"),
        /** What a user signed in for. */
        STORE("in the token store, encrypted; later processes need no sign-in");

        private final String words;

        Kept(String words) {
            this.words = words;
        }

        /** Returns a sentence without its end. */
        public String words() {
            return words;
        }
    }
}
