package dev.lanyard.assistant;

/** Is what a model can be given beside text. */
public enum ModelInput {
    /** Pictures: PNG, JPEG, GIF and WebP. */
    IMAGE,
    /** Sounds: WAV and MP3. */
    AUDIO
}
