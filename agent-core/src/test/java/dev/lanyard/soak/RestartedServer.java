package dev.lanyard.soak;

import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The process of a real server is killed under a client, and started anew on the same port. */
final class RestartedServer implements Promise {
    private static final int ROUNDS = 50;
    private static final int ROUNDS_IN_SHORT = 10;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        int rounds = time.toMinutes() >= 10 ? ROUNDS : ROUNDS_IN_SHORT;
        Child server = Child.start(ToolProcess.class.getName(), "0");
        int worst = 0;
        int unseen = 0;
        int lost = 0;
        String port = server.firstLine();
        URI url = URI.create("http://127.0.0.1:" + port + ToolProcess.ECHO);
        try (ServerConnection connection = Peer.connection(url)) {
            echo(connection);
            for (int round = 0; round < rounds; round++) {
                server.close();
                unseen += answers(connection) || connection.state() instanceof ConnectionState.Ready ? 1 : 0;
                server = Child.start(ToolProcess.class.getName(), port);
                int failed = 0;
                while (failed < 10 && !answers(connection)) {
                    failed++;
                }
                worst = Math.max(worst, failed);
                lost += failed > 0 ? 1 : 0;
            }
        } finally {
            server.close();
        }
        return List.of(new Row("server killed (-9) and restarted %d times".formatted(rounds),
                "at most %d failed calls after a restart, %d restarts with any; dead but 'ready': %d".formatted(worst,
                        lost, unseen),
                "at most 1; 0", worst <= 1 && unseen == 0));
    }

    private static void echo(ServerConnection connection) {
        var unused = Peer.call(connection, "secure_echo", Peer.json().put("message", "hello"), Peer.PATIENT);
    }

    private static boolean answers(ServerConnection connection) {
        try {
            echo(connection);
            return true;
        } catch (AgentException e) {
            return false;
        }
    }
}
