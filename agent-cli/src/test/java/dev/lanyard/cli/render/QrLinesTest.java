package dev.lanyard.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrLinesTest {
    private static final String TEXT = "https://login.example.com/device?user_code=WDJB-MJHT";

    @Test
    void drawsEveryModuleOfTheCode() {
        QrCode code = QrCode.encodeText(TEXT, QrCode.Ecc.LOW);
        List<String> lines = QrLines.of(TEXT, 80);

        assertThat(lines).hasSize((code.size + 5) / 2).allMatch(line -> line.length() == code.size + 4);
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                char drawn = lines.get((y + 2) / 2).charAt(x + 2);
                String light = y % 2 == 0 ? "█▀" : "█▄";
                assertThat(light.indexOf(drawn) < 0).as("%d,%d", x, y).isEqualTo(code.getModule(x, y));
            }
        }
    }

    @Test
    void drawsNothingThatDoesNotFit() {
        assertThat(QrLines.of(TEXT, 30)).isEmpty();
        assertThat(QrLines.of("x".repeat(5000), 400)).isEmpty();
    }
}
