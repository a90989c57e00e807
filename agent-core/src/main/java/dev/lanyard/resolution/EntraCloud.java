package dev.lanyard.resolution;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Is one of Microsoft's clouds, as {@code az} knows it.
 *
 * @param name what {@code az cloud set} calls it, empty for the public one
 * @param graph where its Graph is
 */
record EntraCloud(Optional<String> name, String graph) {
    static final EntraCloud PUBLIC = new EntraCloud(Optional.empty(), "https://graph.microsoft.com");

    static EntraCloud of(URI authority) {
        return switch (String.valueOf(authority.getHost()).toLowerCase(Locale.ROOT)) {
            case "login.microsoftonline.us", "login.usgovcloudapi.net" ->
                new EntraCloud(Optional.of("AzureUSGovernment"), "https://graph.microsoft.us");
            case "login.partner.microsoftonline.cn", "login.chinacloudapi.cn" ->
                new EntraCloud(Optional.of("AzureChinaCloud"), "https://microsoftgraph.chinacloudapi.cn");
            default -> PUBLIC;
        };
    }
}
