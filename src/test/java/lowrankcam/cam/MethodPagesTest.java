package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;

/// The pages of methods quote code that exists, link to files that exist, and leave no method and no variant out.
class MethodPagesTest {

    private static final Path DOCS = Goldens.ROOT.resolve("docs");
    private static final Pattern QUOTE =
            Pattern.compile(
                    "\\]\\(([^)#]*\\.java)\\):\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("methods"))) {
            return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).toList();
    }

    @Test
    void quotedLinesStandOnceInTheFileThatTheLinkLeadsTo() throws IOException {
        int quotes = 0;
        for (Path page : pages()) {
            Matcher matcher = QUOTE.matcher(Files.readString(page));
            while (matcher.find()) {
                String file = String.join("\n", stripped(Files.readString(page.resolveSibling(matcher.group(1))))) + "\n";
                String quote = "\n" + String.join("\n", stripped(matcher.group(2))) + "\n";
                String where = page.getFileName() + ": what it quotes of " + matcher.group(1) + ": " + quote;
                assertTrue(file.contains(quote), where);
                assertEquals(file.indexOf(quote), file.lastIndexOf(quote), where);
                quotes++;
            }
        }
        assertTrue(quotes >= 19, "quotes: " + quotes);
    }

    @Test
    void linksLeadToFiles() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> files = new ArrayList<>(pages());
        files.add(DOCS.resolve("METHODS.md"));
        for (Path page : files) {
            Matcher matcher = LINK.matcher(Files.readString(page));
            while (matcher.find()) {
                if (!Files.exists(page.resolveSibling(matcher.group(1)))) {
                    broken.add(page.getFileName() + ": " + matcher.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyMethodAndEveryVariantHasItsPlace() throws IOException {
        String index = Files.readString(DOCS.resolve("METHODS.md"));
        StringBuilder text = new StringBuilder();
        for (Path page : pages()) {
            text.append(Files.readString(page));
        }
        List<String> missing = new ArrayList<>();
        for (MethodInfo info : Methods.all()) {
            if (!index.contains("`" + info.id() + "`")) {
                missing.add("METHODS.md: " + info.id());
            }
            for (MethodInfo.Variant variant : info.variants()) {
                if (info.variants().size() > 1 && !text.toString().contains("`" + variant.id() + "`")) {
                    missing.add(info.id() + ":" + variant.id());
                }
            }
        }
        assertEquals(List.of(), missing);
    }
}
