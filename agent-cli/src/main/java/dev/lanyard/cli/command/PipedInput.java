package dev.lanyard.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads what is piped in, at most {@value #MAX_BYTES} bytes. A pipe that stays open and silent, as a parent process may leave
 * it, is given up after {@value #PATIENCE_SECONDS} seconds.
 */
final class PipedInput {
    private static final int MAX_BYTES = 1 << 20;
    private static final int PATIENCE_SECONDS = 2;

    private PipedInput() {}

    static String read(InputStream in, PrintStream err) {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lanyard-stdin").start(() -> {
            try {
                int begun = in.read();
                first.complete(begun);
                byte[] rest = begun < 0 ? new byte[0] : in.readNBytes(MAX_BYTES);
                byte[] whole = new byte[begun < 0 ? 0 : rest.length + 1];
                if (begun >= 0) {
                    whole[0] = (byte) begun;
                    System.arraycopy(rest, 0, whole, 1, rest.length);
                }
                all.complete(whole);
            } catch (IOException e) {
                first.complete(-1);
                all.complete(new byte[0]);
            }
        });
        try {
            int unused = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            byte[] bytes = all.get();
            if (bytes.length > MAX_BYTES) {
                err.println("lanyard: only the first MiB of standard input is used");
            }
            return new String(bytes, 0, Math.min(bytes.length, MAX_BYTES), StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
