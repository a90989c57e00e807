package dev.lanyard.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountTest {
    @Test
    void takesWhatPeopleCallTheirAccounts() {
        assertThat(Account.isName("work")).isTrue();
        assertThat(Account.isName("alice@contoso.example")).isTrue();
        assertThat(Account.isName("a".repeat(64))).isTrue();
    }

    @Test
    void a35takesNoNameThatCouldStandForAnApplicationsUserOrForNobody() {
        String user = UserAssertion.of("alice", Secret.of("token")).cacheUser();

        assertThat(Account.isName(user)).isFalse();
        assertThat(Account.isName("")).isFalse();
        assertThat(Account.isName("-x")).isFalse();
        assertThat(Account.isName("a b")).isFalse();
        assertThat(Account.isName("a\u001bb")).isFalse();
        assertThat(Account.isName("a".repeat(65))).isFalse();
        assertThatThrownBy(() -> new Account(user)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isTheDefaultUnlessNamed() {
        assertThat(new Account("user").isDefault()).isTrue();
        assertThat(new Account("work").isDefault()).isFalse();
    }
}
