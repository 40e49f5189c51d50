package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lowrankcam.shortcut.ShortcutResult;

/// The page of the shortcut demonstration, for a lecture: `index.html`.
public final class ShortcutPage {

    private final ShortcutResult result;

    public ShortcutPage(ShortcutResult result) {
        this.result = result;
    }

    /// @param folder that holds the pictures
    public void write(Path folder) throws IOException {
        ShortcutResult.Accuracy learnt = marked("on the abnormal, as learnt");
        SetPage page = new SetPage("A demonstration on synthetic radiographs", "A head that learnt the side marker");
        page.verdict(
                "Where the abnormal carry a marker, the head gets **" + percent(learnt.shortcut()) + "** of the test phantoms right. Put the markers on the "
                        + "normal ones instead, and it gets **" + percent(marked("on the normal").shortcut()) + "**.");
        page.heading("What was done");
        page.words(
                "A head was fitted on the features of " + result.plan().training() + " phantoms (" + result.plan().partName()
                        + "), half of them abnormal. Only the abnormal carry a lead letter in a corner, as when one ward's machine marks its images. A second head was fitted on "
                        + "the very same phantoms with a letter on all of them, which says nothing. Both were tried on " + result.plan().test()
                        + " others. Marker and finding are known to the pixel.");
        page.heading("The score does not tell");
        page.table(
                "Test phantoms that are right", List.of("test phantoms with markers", "learnt with markers on the abnormal", "learnt with markers on all"),
                result.accuracies().stream().map(a -> List.of(a.markers(), percent(a.shortcut()), percent(a.control()))).toList());
        page.heading("The maps may");
        page.words(
                "Mean over " + result.images() + " abnormal test phantoms with a marker: share of a map's energy on the marker, and on the finding, over their share of the "
                        + "area. 1 is what a map that knows nothing gets. Values below zero are left out.");
        page.table(
                "Energy over area", List.of(
                        "method", "markers on the abnormal: marker", "the same: finding", "markers on all: marker", "the same: finding"),
                result.methods().stream().map(m -> List.of(
                        m.method(), number(m.shortcutMarker()), number(m.shortcutFinding()), number(m.controlMarker()),
                        number(m.controlFinding()))).toList());
        page.words(
                "A method whose numbers are the same in both halves of a row does not ask the head: it cannot show what the head learnt. "
                        + "A map of 8 by 8 cells blurs a letter over its neighbours.");
        page.heading("Three of them");
        for (String picture : result.pictures()) {
            page.picture(folder, picture, "An abnormal phantom under maps of both heads");
        }
        page.write(folder.resolve("index.html"));
    }

    private ShortcutResult.Accuracy marked(String markers) {
        return result.accuracies().stream().filter(a -> a.markers().equals(markers)).findFirst().orElseThrow();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
