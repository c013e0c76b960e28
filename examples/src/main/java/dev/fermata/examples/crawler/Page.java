package dev.fermata.examples.crawler;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the crawler keeps of a page.
 *
 * @param bytes its length
 * @param links where it links to
 */
record Page(int bytes, List<URI> links) {

    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\"");

    static Page parse(URI uri, String html) {
        List<URI> links = LINK.matcher(html)
                .results()
                .map(link -> uri.resolve(link.group(1)))
                .toList();
        return new Page(html.length(), links);
    }
}
