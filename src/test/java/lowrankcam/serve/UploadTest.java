package lowrankcam.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is sent: images, and what is none.
class UploadTest {

    private final List<String> names = new CopyOnWriteArrayList<>();
    private ServerRun run;

    @BeforeEach
    void start() throws IOException {
        run = new ServerRun((name, image, listener) -> {
            names.add(name.toString());
            return "<p>" + image.length;
        });
    }

    /// Whatever came, the next image gets its page.
    @AfterEach
    void theNextImageGetsItsPage() throws Exception {
        byte[] image = ServerRun.png(9);
        String id = run.upload(ServerRun.CLIENT, "last.png", image);
        assertEquals("done", run.finished(ServerRun.CLIENT, id).get("state").asString());
        assertEquals("<p>" + image.length, run.get("results/" + id).body());
        run.close();
    }

    private void assertRefused(int status, String message, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(ServerRun.message(answer).contains(message), answer.body());
        assertFalse(ServerRun.message(answer).contains("\n"));
        assertEquals(List.of(), names);
    }

    @Test
    void aFileLargerThanAllowedIsRefusedByItsLength() throws Exception {
        int limit = ServerRun.LIMITS.upload();
        assertRefused(413, "expected at most 1048576 bytes (--max-upload), found 1048577", run.post(ServerRun.CLIENT, "a.png", new byte[limit + 1]));
        assertRefused(413, "found 50000000", run.post(ServerRun.CLIENT, "a.png", new byte[50_000_000]));
        assertRefused(422, "expected a PNG, JPEG or DICOM signature", run.post(ServerRun.CLIENT, "a.png", new byte[limit]));
        String lie = run.raw("POST " + run.server.address().getPath() + "jobs?client=" + ServerRun.CLIENT + " HTTP/1.1\r\nHost: " + run.host()
                + "\r\nContent-Length: 9223372036854775807\r\n\r\n", new byte[100]);
        assertTrue(lie.startsWith("HTTP/1.1 413 ") && lie.contains("found 9223372036854775807"), lie);
    }

    @Test
    void aBodyWithoutItsLengthIsRefused() throws Exception {
        HttpRequest.Builder chunked = run.request("jobs?client=" + ServerRun.CLIENT + "&name=a.png")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(ServerRun.png(1))));
        assertRefused(411, "Content-Length: expected the number of bytes", run.send(chunked));
    }

    @Test
    void aBodyThatEndsBeforeItsLengthIsRefused() throws Exception {
        byte[] image = ServerRun.png(1);
        String head = "POST " + run.server.address().getPath() + "jobs?client=" + ServerRun.CLIENT + "&name=a.png HTTP/1.1\r\nHost: " + run.host()
                + "\r\nContent-Length: " + image.length + "\r\n\r\n";
        String answer = run.raw(head, Arrays.copyOf(image, image.length - 1));
        assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("upload: expected " + image.length + " bytes, found its end before"), answer);
        assertEquals(0, run.jobs(ServerRun.CLIENT).size());
        assertEquals(List.of(), names);
    }

    @Test
    void whatIsNoImageIsRefusedAtOnceWithWhatItIs() throws Exception {
        byte[] png = ServerRun.png(1);
        assertRefused(422, ": PNG: expected an IEND chunk, found the end of the file",
                run.post(ServerRun.CLIENT, "a.png", Arrays.copyOf(png, png.length - 12)));
        byte[] jpeg = Files.readAllBytes(Goldens.file("inputs/hand.jpg"));
        assertRefused(422, "expected an end-of-image marker, found the end of the file",
                run.post(ServerRun.CLIENT, "a.jpg", Arrays.copyOf(jpeg, Math.min(jpeg.length / 2, ServerRun.LIMITS.upload()))));
        assertRefused(422, "an empty file", run.post(ServerRun.CLIENT, "a.png", new byte[0]));
        assertRefused(422, "an HTML page", run.post(ServerRun.CLIENT, "a.png", text("<!DOCTYPE html><html><script>alert(1)</script>")));
        assertRefused(422, "a PDF document", run.post(ServerRun.CLIENT, "a.png", text("%PDF-1.7 and more")));
        assertRefused(422, "a.svg", run.post(ServerRun.CLIENT, "a.svg", text("<svg onload='alert(1)'/>")));
        byte[] dicom = Files.readAllBytes(Goldens.file("dicom/coded-j2k.dcm"));
        String id = run.upload(ServerRun.CLIENT, "a.dcm", dicom);
        assertEquals("done", run.finished(ServerRun.CLIENT, id).get("state").asString(), "its size is known, its pixels are the maker's");
        names.clear();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A few bytes that say they are a picture of very many pixels.
    @Test
    void picturesThatWouldFillTheMemoryAreRefused() throws Exception {
        assertRefused(413, "expected at most 40 megapixels here, found 8000x5001", run.post(ServerRun.CLIENT, "a.png", sized(8000, 5001)));
        assertRefused(422, "more than 100 megapixels", run.post(ServerRun.CLIENT, "a.png", sized(60_000, 60_000)));
        assertEquals(202, run.post(ServerRun.CLIENT, "a.png", sized(8000, 5000)).statusCode());
        run.finished(ServerRun.CLIENT, run.jobs(ServerRun.CLIENT).get(0).get("id").asString());
        names.clear();
    }

    /// A PNG file with another size in its header.
    private static byte[] sized(int width, int height) {
        byte[] png = ServerRun.png(1);
        java.nio.ByteBuffer file = java.nio.ByteBuffer.wrap(png);
        file.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        file.putInt(29, (int) crc.getValue());
        return png;
    }

    @Test
    void namesAreNamesAndNothingElse() throws Exception {
        Map<String, String> expected = Map.of(
                "../../etc/passwd", "passwd",
                "..\\..\\windows\\win.ini", "win.ini",
                "..", "_.",
                "", "image",
                "a\r\nSet-Cookie: x=1\r\n\r\n<html>.png", "a__Set-Cookie: x=1____<html>.png",
                "nul\0byte.png", "nul_byte.png",
                "<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png");
        for (var name : expected.entrySet()) {
            JsonNode job = run.finished(ServerRun.CLIENT, run.upload(ServerRun.CLIENT, name.getKey(), ServerRun.png(1)));
            assertEquals(name.getValue(), names.removeLast());
            assertEquals(name.getValue(), job.get("name").asString());
        }
        String endless = run.upload(ServerRun.CLIENT, "long".repeat(1000) + ".png", ServerRun.png(1));
        assertTrue(run.finished(ServerRun.CLIENT, endless).get("name").asString().matches("(long)+l?o?n?g?-[0-9a-f]{16}"));
        assertEquals(200, names.removeLast().length());
        String turned = run.upload(ServerRun.CLIENT, "\u202Egnp.exe", ServerRun.png(1));
        assertEquals("\\u202Egnp.exe", run.finished(ServerRun.CLIENT, turned).get("name").asString());
    }

    @Test
    void addressesThatSayNothingAreRefused() throws Exception {
        byte[] image = ServerRun.png(1);
        HttpRequest.Builder nobody = run.request("jobs?name=a.png").POST(HttpRequest.BodyPublishers.ofByteArray(image));
        assertRefused(400, "client: expected a UUID", run.send(nobody));
        assertRefused(400, "client: expected a UUID", run.get("jobs?client=../x"));
        String bad = run.raw("GET " + run.server.address().getPath() + "jobs?client=%zz HTTP/1.1\r\nHost: " + run.host() + "\r\n\r\n", new byte[0]);
        assertTrue(bad.startsWith("HTTP/1.1 400 "), bad);
        assertRefused(404, "the last 3 are kept", run.get("results/" + ServerRun.CLIENT));
        assertRefused(404, "the last 3 are kept", run.get("results/..%2f..%2fetc%2fpasswd"));
        assertEquals(404, run.delete("1"));
    }
}
