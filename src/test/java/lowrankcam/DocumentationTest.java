package lowrankcam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;

/// The README leads to every page, and no link leads nowhere.
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Path README = Goldens.ROOT.resolve("README.md");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Goldens.ROOT.resolve("docs"))) {
            return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        Set<Path> linked = new HashSet<>();
        Matcher link = LINK.matcher(Files.readString(README));
        while (link.find()) {
            linked.add(README.resolveSibling(link.group(1)).normalize());
        }
        List<Path> pages = pages();
        assertTrue(pages.size() >= 15, "pages: " + pages);
        assertEquals(List.of(), pages.stream().filter(p -> !linked.contains(p.normalize())).toList());
    }

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = new ArrayList<>(pages());
        pages.add(README);
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                boolean there =
                        Files.exists(target)
                                && (link.group(2) == null || !target.toString().endsWith(".md")
                                        || headings(target).contains(link.group(2)));
                if (!there) {
                    broken.add(page.getFileName() + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    /// Names of a page's headings as GitHub makes them.
    private static Set<String> headings(Path page) throws IOException {
        return Files.readString(page).lines().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
