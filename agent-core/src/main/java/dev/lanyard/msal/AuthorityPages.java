package dev.lanyard.msal;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Says to which page a user is sent: at the authority, where it must be; for the local provider at its pages; and the short
 * address that Microsoft gives for codes.
 */
record AuthorityPages(EntraApp app) {
    private static final List<String> MICROSOFT = List.of("microsoft.com", "microsoftonline.us", "microsoftonline.cn");

    /**
     * Returns the page for an address that MSAL or the authority names.
     *
     * @throws IllegalArgumentException if it is no page of the authority
     */
    URI page(String address) {
        URI asked = URI.create(address);
        URI authority = app.authority();
        URI pages = app.pages();
        String host = asked.getHost() == null ? "" : asked.getHost().toLowerCase(Locale.ROOT);
        boolean own = authority.getHost().equalsIgnoreCase(host);
        if (pages != null && own) {
            return URI.create(pages.getScheme() + "://" + pages.getRawAuthority() + asked.getRawPath()
                    + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()));
        }
        boolean near = pages != null && pages.getRawAuthority().equals(asked.getRawAuthority());
        boolean known = "https".equals(asked.getScheme())
                && (own || MICROSOFT.stream().anyMatch(each -> host.equals(each) || host.endsWith("." + each)));
        if (!near && !known) {
            throw new IllegalArgumentException("'" + host + "' is no page of the authority");
        }
        return asked;
    }
}
