package lowrankcam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.format.UsageException;
import lowrankcam.golden.Goldens;
import lowrankcam.image.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Java programs call, and the lines that show it.
class LibraryTest {

    private static final Path HAND = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    /// The lines of code between the markers of a page; none if it has no markers.
    private static List<String> snippet(String page) throws IOException {
        String text = Files.readString(Goldens.ROOT.resolve(page));
        int start = text.indexOf("<!-- snippet: library -->\n```java\n");
        int end = text.indexOf("```\n<!-- end of snippet -->", start);
        return start < 0 ? List.of() : text.substring(text.indexOf("```java\n", start) + 8, end).lines().toList();
    }

    /// Files that the snippet names lie in the test's folder; nothing else of it is changed.
    private String program(List<String> snippet) {
        StringBuilder imports = new StringBuilder();
        StringBuilder body = new StringBuilder();
        snippet.forEach(line -> (line.startsWith("import ") ? imports : body).append(line).append('\n'));
        return imports + "public class Snippet {\n"
                + "static Path at(String name) { return Path.of(System.getProperty(\"snippet.folder\"), name); }\n"
                + "public static void main(String[] args) throws Exception {\n"
                + body.toString().replace("Path.of(", "at(") + "}}\n";
    }

    private String run(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("Snippet.java"), program);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        Path classes = Path.of(CamModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> options = List.of("-Xlint:all", "-Werror", "-cp", classes.toString(), "-d", folder.toString());
        boolean compiled =
                compiler.getTask(
                        messages, null, null, options, null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();
        assertTrue(compiled, messages.toString());
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setProperty("snippet.folder", folder.toString());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Snippet").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } finally {
            System.setOut(out);
            System.clearProperty("snippet.folder");
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLinesOfThePageCompileAndRun() throws Exception {
        List<String> snippet = snippet("docs/LIBRARY.md");
        assertTrue(!snippet.isEmpty() && snippet.size() <= 12, snippet.toString());
        List<String> elsewhere = snippet("README.md");
        assertTrue(elsewhere.isEmpty() || elsewhere.equals(snippet), "the README shows the same lines");
        Files.copy(Goldens.file("inputs/hand.jpg"), folder.resolve("hand.jpg"));
        List<String> printed = run(program(snippet)).lines().toList();
        assertEquals(3, printed.size(), printed.toString());
        assertTrue(List.of("normal", "abnormal").contains(printed.getFirst()), printed.toString());
        assertTrue(printed.get(1).startsWith("lowrankcam: hottest at Cell[row="), printed.get(1));
        assertTrue(printed.get(2).startsWith("gradcam++: hottest at Cell[row="), printed.get(2));
        for (String method : List.of("lowrankcam", "gradcam++")) {
            assertEquals(List.of(8, 8), Npy.read(folder.resolve(method + ".npy")).shape());
            assertEquals(881, PictureReader.size(folder.resolve(method + ".png")).height());
        }
    }

    @Test
    void aResultIsTypedAndOutlivesItsModel() throws IOException {
        CamResult result;
        CamModel model = CamModel.open(Goldens.ROOT.resolve("weights/default"), null, 1);
        try (model) {
            assertEquals(List.of("normal", "abnormal"), model.labels());
            assertEquals("Mixed_7c", model.layers().getLast());
            result = model.explain(HAND, CamRequest.of("cam", "lowrankcam:rank=3").withClasses("all"));
            CamRequest nonsense = CamRequest.of("nonsense");
            assertThrows(UsageException.class, () -> model.explain(HAND, nonsense));
            CamRequest layer = CamRequest.of("cam").withLayers("Mixed_6e");
            assertThrows(UnsupportedTargetException.class, () -> model.explain(HAND, layer));
            Path none = folder.resolve("none.png");
            assertThrows(FormatException.class, () -> model.explain(none, CamRequest.of("cam")));
            result.savePage(folder.resolve("page.html"));
            assertTrue(Files.readString(folder.resolve("page.html")).contains("<bdi>hand_299.png</bdi>"));
        }
        CamResult late = result;
        assertThrows(IllegalStateException.class, () -> late.savePage(folder.resolve("late.html")));
        assertThrows(IllegalStateException.class, () -> model.explain(HAND, CamRequest.of("cam")));
        assertEquals(1, result.scores().stream().mapToDouble(ClassScore::probability).sum(), 1e-9);
        assertTrue(result.predicted().logit() >= result.scores().get(1).logit());
        assertEquals(List.of(), result.skipped());
        assertEquals(
                List.of("cam 0", "lowrankcam 0", "cam 1", "lowrankcam 1"),
                result.maps().stream().map(map -> map.method() + " " + map.classIndex()).toList());
        ClassMap map = result.maps().get(3);
        assertEquals(new Passes(1, 3, 0), map.passes());
        double[] values = map.values();
        Cell hottest = map.hottest();
        assertEquals(values[hottest.row() * map.columns() + hottest.column()], hottest.value());
        assertEquals(java.util.Arrays.stream(values).max().orElseThrow(), hottest.value());
        assertEquals(map.isFlat(), !map.flatReason().isEmpty());
        result.save(folder.resolve("all"));
        map.saveOverlay(folder.resolve("one.png"));
        map.saveValues(folder.resolve("one.npy"));
        Path all = folder.resolve("all/lowrankcam-class-1");
        assertArrayEquals(Files.readAllBytes(Path.of(all + "-overlay.png")), Files.readAllBytes(folder.resolve("one.png")));
        assertArrayEquals(Files.readAllBytes(Path.of(all + ".npy")), Files.readAllBytes(folder.resolve("one.npy")));
        assertEquals(4, Json.read(folder.resolve("all/manifest.json")).path("maps").size());
    }

    @Test
    void atMostTenTypesArePublic() throws Exception {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(Goldens.ROOT.resolve("src/main/java/lowrankcam"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!name.equals("package-info") && Modifier.isPublic(Class.forName("lowrankcam." + name).getModifiers())) {
                    names.add(name);
                }
            }
        }
        assertFalse(names.isEmpty() || names.size() > 10, names.toString());
    }
}
