package dev.lanyard.msal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Two processes write one cache. */
class StoredCacheTest {
    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void keepsWhatAnotherProcessAddedInTheMeantime() throws Exception {
        ObjectNode merged = StoredCache.merged(json("{'AccessToken':{'a':1,'theirs':2}}"),
                json("{'AccessToken':{'a':1}}"),
                json("{'AccessToken':{'a':1,'ours':3},'Account':{'u':4}}"));

        assertThat(merged).isEqualTo(json("{'AccessToken':{'a':1,'theirs':2,'ours':3},'Account':{'u':4}}"));
    }

    @Test
    void leavesWhatAnotherProcessRenewedAndTakesOutWhatWeRemoved() throws Exception {
        ObjectNode merged = StoredCache.merged(json("{'RefreshToken':{'a':'newer','b':1}}"),
                json("{'RefreshToken':{'a':'old','b':1}}"), json("{'RefreshToken':{'a':'old'}}"));

        assertThat(merged).isEqualTo(json("{'RefreshToken':{'a':'newer'}}"));
    }
}
