package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100, 50, 30);

    private ByteBudget.Account account(String user) {
        return budget.open(new Caller(Caller.Kind.API_KEY, user, "test", Set.of(user)));
    }

    @Test
    void boundsOneAccount() {
        ByteBudget.Account account = account("alice");

        assertThat(account.take(30)).isTrue();
        assertThat(account.take(1)).isFalse();
        assertThat(budget.taken()).isEqualTo(30);
    }

    @Test
    void boundsOneCallerButNotOthers() {
        assertThat(account("alice").take(30)).isTrue();
        assertThat(account("alice").take(30)).isFalse();
        assertThat(account("bob").take(30)).isTrue();
        assertThat(budget.taken()).isEqualTo(60);
    }

    @Test
    void boundsAllTogether() {
        for (String user : new String[]{"a", "b", "c"}) {
            assertThat(account(user).take(30)).isTrue();
        }
        assertThat(account("d").take(30)).isFalse();
        assertThat(account("d").take(10)).isTrue();
    }

    @Test
    void givesBackWhatAnAccountTook() {
        ByteBudget.Account account = account("alice");
        account.take(30);
        account.close();
        account.close();

        assertThat(budget.taken()).isZero();
        assertThat(account("alice").take(30)).isTrue();
    }
}
