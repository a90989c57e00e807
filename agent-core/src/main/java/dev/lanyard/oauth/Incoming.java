package dev.lanyard.oauth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Is an answer of an authorization server, read within bounds (RFC 9112). */
record Incoming(int status, HttpHeaders headers, String body) {
    static final int MAX_BYTES = 64 << 10;
    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_INTERIM = 5;

    /** Reads one answer from a connection that ends with it. */
    static Incoming read(InputStream in) throws IOException {
        for (int interim = 0; interim < MAX_INTERIM; interim++) {
            int status = status(line(in));
            HttpHeaders headers = headers(in);
            if (status >= 200) {
                return of(status, headers, body(in, headers));
            }
        }
        throw new IOException("the answer does not begin");
    }

    /** Returns an answer whose body has been read. */
    static Incoming of(int status, HttpHeaders headers, byte[] body) throws IOException {
        if (body.length > MAX_BYTES) {
            throw new IOException("the answer is larger than " + (MAX_BYTES >> 10) + " KiB");
        }
        try {
            return new Incoming(status, headers,
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            throw new IOException("the answer is not UTF-8", e);
        }
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static HttpHeaders headers(InputStream in) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (++count > MAX_HEADERS || colon < 1 || !NAME.matcher(line.substring(0, colon)).matches()) {
                throw new IOException("the answer's headers cannot be read");
            }
            headers.computeIfAbsent(line.substring(0, colon), unused -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static byte[] body(InputStream in, HttpHeaders headers) throws IOException {
        String coding = headers.firstValue("Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT);
        if (headers.firstValue("Content-Encoding").filter(name -> !name.equalsIgnoreCase("identity")).isPresent()
                || !(coding.isEmpty() || coding.equals("chunked"))) {
            throw new IOException("the answer is encoded in a way that was not asked for");
        }
        if (coding.equals("chunked")) {
            return chunks(in);
        }
        long length = length(headers);
        byte[] bytes = in.readNBytes((int) Math.min(Math.max(length, 0), MAX_BYTES + 1L));
        if (headers.firstValue("Content-Length").isPresent() && bytes.length < Math.min(length, MAX_BYTES)) {
            throw new IOException("the answer ended early");
        }
        return bytes;
    }

    private static long length(HttpHeaders headers) throws IOException {
        String length = headers.firstValue("Content-Length").orElse(Integer.toString(MAX_BYTES + 1));
        if (!length.matches("\\d{1,18}")) {
            throw new IOException("the answer's length cannot be read");
        }
        return Long.parseLong(length);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() <= MAX_BYTES) {
            String size = line(in).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9A-Fa-f]{1,6}")) {
                throw new IOException("the answer's chunks cannot be read");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return body.toByteArray();
            }
            byte[] chunk = in.readNBytes(Math.min(length, MAX_BYTES + 1));
            if (chunk.length < length && length <= MAX_BYTES) {
                throw new IOException("the answer ended early");
            }
            body.write(chunk);
            if (length <= MAX_BYTES && !line(in).isEmpty()) {
                throw new IOException("the answer's chunks cannot be read");
            }
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() >= MAX_LINE) {
                throw new IOException("the answer ended early");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
