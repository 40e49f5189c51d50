package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.dicom.DicomFile;
import lowrankcam.dicom.Tag;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a DICOM file says of its patient stays in it.
class PrivacyTest {

    private static final Path SAMPLE = Goldens.file("dicom/made-private.dcm");

    @TempDir private Path folder;

    private byte[] bytes;
    private final List<String> secrets =
            new ArrayList<>(List.of(
                    "Mustermann", "Erika", "PAT-4711", "19640812", "20190611", "ACC0815", "Quack", "Verborgen",
                    "LOWRANK TEST", "secret bytes"));

    /// The file under a name that says nothing, and its UIDs, which must be worth looking for.
    @BeforeEach
    void sample() throws IOException {
        bytes = Files.readAllBytes(SAMPLE);
        DicomFile file = DicomFile.read(SAMPLE, bytes);
        for (Tag tag : new Tag[] {Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID}) {
            secrets.add(file.data().text(tag));
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        secrets.forEach(secret -> assertTrue(secret.length() >= 5 && text.contains(secret), "in the sample: " + secret));
    }

    private Path copy(String name, byte[] content) throws IOException {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        return Files.write(target, content);
    }

    private void assertSilent(Ran ran) {
        for (String secret : secrets) {
            assertFalse((ran.out() + ran.err()).contains(secret), secret + " in " + ran.out() + ran.err());
        }
    }

    private void assertSilent(Path results) throws IOException {
        Map<String, String> files = CliRuns.files(results);
        assertFalse(files.isEmpty());
        files.forEach((name, text) -> {
            for (String secret : secrets) {
                assertFalse(name.contains(secret) || text.contains(secret), secret + " in " + name);
            }
        });
    }

    @Test
    void explainAndPredictTellNothingOfThePatient() throws IOException {
        Path image = copy("in/a.dcm", bytes);
        Ran explained = run("explain", image, "--json", "-o", folder.resolve("out"));
        assertEquals(0, explained.code(), explained.err());
        assertSilent(explained);
        assertSilent(folder.resolve("out"));
        Ran predicted = run("predict", image, "--json", "--csv", folder.resolve("scores.csv"));
        assertEquals(0, predicted.code(), predicted.err());
        assertSilent(predicted);
        assertFalse(Files.readString(folder.resolve("scores.csv")).contains("Mustermann"));
        JsonNode dicom = predicted.json().path("image").path("dicom");
        assertEquals("linear 1500,3000", dicom.path("window").asString());
        assertEquals(32, dicom.path("study").asString().length());
    }

    @Test
    void identifiersAreWrittenWhereTheyAreAskedFor() throws IOException {
        Ran ran = run("predict", copy("in/a.dcm", bytes), "--json", "--identifiers");
        assertEquals(0, ran.code(), ran.err());
        JsonNode identifiers = ran.json().path("image").path("identifiers");
        assertEquals("Mustermann^Erika", identifiers.path("PatientName").asString());
        assertEquals("20190611", identifiers.path("StudyDate").asString());
        assertFalse(ran.out().contains("Verborgen"));
    }

    @Test
    void evaluateTellsNothingOfThePatient() throws IOException {
        copy("data/one/IM000001", bytes);
        copy("data/one/DICOMDIR", "no picture".getBytes(StandardCharsets.US_ASCII));
        Path out = folder.resolve("run");
        Ran ran = run("evaluate", folder.resolve("data"), "-m", "cam", "--metrics", "adcc", "--resamples", "10", "-o", out);
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.err().contains("1 file is no picture and left out, one/DICOMDIR"), ran.err());
        assertSilent(ran);
        assertSilent(out);
    }

    /// Cut at every twentieth byte, and with every twentieth byte turned into others: what is said of it may not say more.
    @Test
    void errorsOfDamagedFilesTellNothingOfThePatient() throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("predict"));
        for (int at = 140; at < 1100; at += 20) {
            arguments.add(copy("cut/" + at, Arrays.copyOf(bytes, at)));
            byte[] bent = bytes.clone();
            bent[at] ^= (byte) 0xFF;
            bent[at + 1] = 'Q';
            // Whole pixels would be a picture, and a second's work each.
            arguments.add(copy("bent/" + at, Arrays.copyOf(bent, bent.length - 10)));
        }
        Ran ran = run(arguments.toArray());
        assertEquals(3, ran.code(), ran.err());
        assertTrue(ran.err().contains("images failed"), ran.err());
        assertSilent(ran);
    }
}
