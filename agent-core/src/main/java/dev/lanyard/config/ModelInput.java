package dev.lanyard.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Is what a model can be given beside text. */
public enum ModelInput {
    /** Pictures: PNG, JPEG, GIF and WebP. */
    IMAGE,
    /** Sounds: WAV and MP3. */
    AUDIO;

    /** The variable that says what the model takes. */
    public static final String VARIABLE = "LLM_INPUTS";

    /** Reads a list such as {@code text,image,audio}; empty if a word of it is another. */
    static Optional<Set<ModelInput>> read(String list) {
        Set<ModelInput> inputs = EnumSet.noneOf(ModelInput.class);
        for (String word : list.split(",", -1)) {
            switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "text" -> {
                    // Every model takes it.
                }
                case "image" -> inputs.add(IMAGE);
                case "audio" -> inputs.add(AUDIO);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(Set.copyOf(inputs));
    }
}
