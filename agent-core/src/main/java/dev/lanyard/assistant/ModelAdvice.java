package dev.lanyard.assistant;

import dev.lanyard.config.ModelConfig;

/**
 * Says what to do when a model cannot be used.
 *
 * @param refused when it refuses the key
 * @param unknown when the endpoint does not know the model
 * @param unreachable when the endpoint does not answer
 */
public record ModelAdvice(String refused, String unknown, String unreachable) {
    /** For a model that the program brought itself. */
    public static final ModelAdvice OWN = new ModelAdvice("Check the key that the model was built with.",
            "Check the name that the model was built with.", "Check the model's address and the network.");

    /** Returns what to do about a configured model: each remedy names the variable to look at. */
    public static ModelAdvice of(ModelConfig model) {
        String key = model.provider().keyVariable();
        String name = model.provider().modelVariable();
        String endpoint = model.provider().endpointVariable();
        String belongs = "Check " + key + ", and that it belongs to the endpoint.";
        String network = "Check " + endpoint + " and the network.";
        return switch (model.provider()) {
            case OPENAI -> new ModelAdvice(belongs, "Set " + name + " or --model to one that is.", network);
            case AZURE -> new ModelAdvice(belongs,
                    "Set " + name
                            + " or --model to the name of a deployment there, which need not be the model's, and check "
                            + endpoint + ".",
                    network);
            case GITHUB -> new ModelAdvice("Check " + key + ", and that it has the permission 'models: read'.",
                    "Set " + name + " or --model to one of GitHub's catalogue, such as openai/gpt-4.1-nano.", network);
            case OLLAMA -> new ModelAdvice(belongs,
                    "Run 'ollama pull " + model.model() + "', or set " + name
                            + " or --model to one that 'ollama list' shows.",
                    "Start it with 'ollama serve', or check " + endpoint + ".");
        };
    }
}
