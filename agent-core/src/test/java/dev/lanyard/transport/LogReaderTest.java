package dev.lanyard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process prints as errors has no form that it could break (MCP 2025-11-25, Transports, stdio). */
class LogReaderTest {
    @ParameterizedTest
    @CsvSource({"'a\nb\n',a|b", "'a\rb\r',a|b", "'a\r\nb',a||b", "'12345678\nc',1234|c", "'12345678',1234", "'\n',''"})
    void readsEveryLineUpToTheLimit(String printed, String lines) throws IOException {
        LogReader reader = new LogReader(new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)), 4);
        List<String> read = new ArrayList<>();
        for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
            read.add(line.get());
        }

        assertThat(read).containsExactly(lines.split("\\|", -1));
    }
}
