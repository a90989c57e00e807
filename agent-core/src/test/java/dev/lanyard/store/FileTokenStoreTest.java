package dev.lanyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY: E01, E02, E05, E06, on files. */
class FileTokenStoreTest extends TokenStoreContract {
    @TempDir
    private Path base = Path.of("");

    private final List<String> warnings = new ArrayList<>();

    private Path folder() {
        return base.resolve("state/tokens");
    }

    private Path keyFile() {
        return base.resolve("config/token.key");
    }

    @Override
    TokenStore open() {
        return FileTokenStore.in(folder(), keyFile(), warnings::add);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private Path entryFile() throws IOException {
        List<Path> files = files(".entry");
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void readsAndMakesNothingBeforeItStores() {
        TokenStore store = open();

        assertThat(store.find(ALICE)).isEmpty();
        assertThat(store.keys()).isEmpty();
        assertThat(base).isEmptyDirectory();
        assertThat(warnings).isEmpty();
    }

    @Test
    void e01FilesAndFoldersAreTheOwnersAlone() throws IOException {
        put(open(), ALICE, "value");

        assertThat(mode(folder())).isEqualTo("rwx------");
        assertThat(mode(base.resolve("state"))).isEqualTo("rwx------");
        assertThat(mode(keyFile())).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).hasSize(2).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void e01NarrowsModesThatWereWider() throws IOException {
        put(open(), ALICE, "value");
        for (Path file : List.of(keyFile(), entryFile(), folder().resolve("lock"))) {
            chmod(file, "rw-r--rw-");
        }
        chmod(folder(), "rwxrwxrwx");

        assertThat(read(open(), ALICE)).isEqualTo("value");
        put(open(), ALICE, "next");

        assertThat(mode(folder())).isEqualTo("rwx------");
        assertThat(List.of(keyFile(), entryFile(), folder().resolve("lock")))
                .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }

    @Test
    void e01RefusesASymbolicLinkInPlaceOfTheFolder() throws IOException {
        put(open(), ALICE, "value");
        Path elsewhere = base.resolve("elsewhere");
        Files.move(folder(), elsewhere);
        Files.createSymbolicLink(folder(), elsewhere);

        assertThat(open().find(ALICE)).isEmpty();
        TokenStore store = open();
        put(store, key("bob"), "value");

        assertThat(read(store, key("bob"))).isEqualTo("value");
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertThat(files).hasSize(2);
        }
        assertThat(warnings.getLast()).isEqualTo("Credentials cannot be stored in '" + folder() + "' ('" + folder()
                + "' is a symbolic link); they will be gone when this program ends. Make the folder and '" + keyFile()
                + "' yours alone and writable, or remove what is in the way.");
    }

    @Test
    void e01RefusesASymbolicLinkInPlaceOfAFile() throws IOException {
        put(open(), ALICE, "value");
        for (Path file : List.of(entryFile(), keyFile(), folder().resolve("lock"))) {
            Path elsewhere = base.resolve("elsewhere");
            Files.move(file, elsewhere);
            byte[] before = Files.readAllBytes(elsewhere);
            Files.createSymbolicLink(file, elsewhere);

            put(open(), ALICE, "next");

            assertThat(elsewhere).hasBinaryContent(before);
            assertThat(file).isSymbolicLink();
            Files.delete(file);
            Files.move(elsewhere, file);
        }
        assertThat(read(open(), ALICE)).isEqualTo("value");
        assertThat(warnings).isNotEmpty().allSatisfy(warning -> assertThat(warning).contains("is a symbolic link"));
    }

    @Test
    void e02AChangeOfAnyByteMakesTheEntryAbsent() throws IOException {
        put(open(), ALICE, "value");
        Path file = entryFile();
        byte[] good = Files.readAllBytes(file);
        TokenStore store = open();

        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            boolean found = store.find(ALICE).isPresent();
            boolean listed = !store.keys().isEmpty();
            assertThat(found && listed).as("byte %d of %d", i, good.length).isFalse();
        }
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThat(store.find(ALICE)).as("cut at %d", length).isEmpty();
        }
        assertThat(warnings).isEmpty();
        put(store, ALICE, "anew");
        assertThat(read(open(), ALICE)).isEqualTo("anew");
    }

    @Test
    void e02AnEntryMovedToAnothersPlaceIsAbsent() throws IOException {
        put(open(), ALICE, "hers");
        Path hers = entryFile();
        byte[] content = Files.readAllBytes(hers);
        Files.delete(hers);
        put(open(), key("bob"), "his");
        Files.write(entryFile(), content);

        assertThat(open().find(key("bob"))).isEmpty();
        assertThat(open().keys()).isEmpty();
    }

    @Test
    void e02EntriesAreAbsentOnceTheirKeyIsLost() throws IOException {
        put(open(), ALICE, "value");
        TokenStore running = open();
        assertThat(read(running, ALICE)).isEqualTo("value");
        byte[] lost = Files.readAllBytes(keyFile());
        Files.delete(keyFile());

        assertThat(running.find(ALICE)).isEmpty();
        assertThat(running.keys()).isEmpty();
        put(open(), ALICE, "anew");

        assertThat(read(running, ALICE)).isEqualTo("anew");
        assertThat(Files.readAllBytes(keyFile())).isNotEqualTo(lost);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lanyard-key-2 future", "rubbish", "lanyard-key-1 dG9vIHNob3J0"})
    void e02NeverReplacesAKeyFileThatItDoesNotUnderstand(String content) throws IOException {
        Files.createDirectories(base.resolve("config"));
        Files.writeString(keyFile(), content);
        TokenStore store = open();

        put(store, ALICE, "value");

        assertThat(read(store, ALICE)).isEqualTo("value");
        assertThat(keyFile()).hasContent(content);
        assertThat(warnings).singleElement().asString().contains("holds no key that this version understands");
    }

    @Test
    void e03SweepsWhatAKilledProcessLeft() throws IOException {
        put(open(), ALICE, "value");
        Path left = Files.writeString(folder().resolve("x.entry.123.tmp"), "half");
        assertThat(read(open(), ALICE)).isEqualTo("value");
        assertThat(left).exists();

        put(open(), ALICE, "next");

        assertThat(files(".tmp")).isEmpty();
    }

    @Test
    void e05GoesOnInMemoryWhereNoFolderCanBe() throws IOException {
        Files.writeString(base.resolve("state"), "a file where the folder should be");
        TokenStore store = open();

        put(store, ALICE, "value");
        put(store, key("bob"), "his");
        store.update(key("bob"), present -> Optional.empty());

        assertThat(read(store, ALICE)).isEqualTo("value");
        assertThat(store.find(key("bob"))).isEmpty();
        assertThat(store.keys()).containsExactly(ALICE);
        assertThat(warnings).hasSize(1);
        assertThat(open().find(ALICE)).isEmpty();
    }

    @Test
    void e05SaysWhetherWhatIsStoredLasts() throws IOException {
        FileTokenStore store = FileTokenStore.in(folder(), keyFile(), warnings::add);
        assertThat(store.lasts()).isTrue();
        assertThat(folder()).doesNotExist();
        put(store, ALICE, "value");
        assertThat(store.lasts()).isTrue();
        Files.move(folder(), base.resolve("away"));
        Files.createSymbolicLink(folder(), base.resolve("away"));

        assertThat(store.lasts()).isFalse();
        assertThat(warnings).singleElement().asString().contains("is a symbolic link");
    }

    @Test
    void e05StoresAgainOnceTheFolderCanBe() throws IOException {
        Path inTheWay = Files.writeString(base.resolve("state"), "a file where the folder should be");
        TokenStore store = open();
        put(store, ALICE, "memory");
        Files.delete(inTheWay);

        store.update(ALICE, present -> present.map(value -> Secret.of(value.reveal() + " and disk")));

        assertThat(read(open(), ALICE)).isEqualTo("memory and disk");
    }

    @Test
    void e05WhatAnotherStoredSinceCountsMoreThanWhatCouldNotBeStored() throws IOException {
        put(open(), ALICE, "old");
        TokenStore store = open();
        Path away = Files.move(folder(), base.resolve("away"));
        Files.writeString(folder(), "in the way");
        put(store, ALICE, "only in memory");
        Files.delete(folder());
        Files.move(away, folder());

        put(open(), ALICE, "newer");

        assertThat(read(store, ALICE)).isEqualTo("newer");
    }

    @Test
    void aFolderThatWasRemovedIsMadeAnew() throws IOException {
        TokenStore store = open();
        put(store, ALICE, "value");
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder());

        assertThat(store.find(ALICE)).isEmpty();
        put(store, ALICE, "anew");

        assertThat(read(open(), ALICE)).isEqualTo("anew");
        assertThat(warnings).isEmpty();
    }

    @Test
    void e06NoFileShowsASecretOrWhomItIsFor() throws IOException {
        String canary = "canary-7f3a-refresh";
        put(open(), key("alice@canary.test"), canary);

        List<Path> all;
        try (Stream<Path> tree = Files.walk(base)) {
            all = tree.filter(Files::isRegularFile).toList();
        }
        assertThat(all).hasSize(3).allSatisfy(file -> {
            byte[] content = Files.readAllBytes(file);
            for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)) {
                assertThat(new String(content, StandardCharsets.ISO_8859_1))
                        .doesNotContain(new String(canary.getBytes(charset), StandardCharsets.ISO_8859_1))
                        .doesNotContain(new String("canary.test".getBytes(charset), StandardCharsets.ISO_8859_1));
            }
            assertThat(file.toString()).doesNotContain("canary");
        });
    }
}
