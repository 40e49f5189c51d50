package lowrankcam.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A table with a caption, and heads that say what they are heads of. With the script `tables.js` its columns can be sorted.
public final class Table {

    private final Markup caption;
    private final List<Markup> rows = new ArrayList<>();
    private final List<String> texts;
    private final Set<Integer> words = new HashSet<>();
    private boolean sortable;

    /// @param head texts of the columns
    public Table(String caption, List<String> head) {
        this.caption = Markup.text(caption);
        this.texts = List.copyOf(head);
    }

    /// Columns that hold words and begin at their left; others hold numbers and end at their right.
    public Table words(Collection<Integer> columns) {
        words.addAll(columns);
        return this;
    }

    /// Lets readers sort by any column.
    public Table sortable() {
        sortable = true;
        return this;
    }

    /// @param cells the first is the head of the row
    public Table row(List<Markup> cells) {
        return row("tr", cells);
    }

    /// The row that the table is about.
    public Table subject(List<Markup> cells) {
        return row("tr class=\"subject\"", cells);
    }

    private Table row(String tag, List<Markup> cells) {
        StringBuilder row = new StringBuilder(cells.getFirst().in("th scope=\"row\"").html());
        for (int i = 1; i < cells.size(); i++) {
            row.append(cells.get(i).in("td" + side(i)).html());
        }
        rows.add(new Markup(row.toString()).in(tag));
        return this;
    }

    private String side(int column) {
        return words.contains(column) ? " class=\"text\"" : "";
    }

    /// In a box that scrolls sideways where it is wider than the page.
    public Markup markup() {
        List<Markup> head =
                IntStream.range(0, texts.size())
                        .mapToObj(i -> Markup.text(texts.get(i)).in("th scope=\"col\"" + side(i))).toList();
        String table =
                caption.in("caption").html() + Markup.all(head).in("tr").in("thead").html() + Markup.all(rows).in("tbody").html();
        return new Markup(table).in(sortable ? "table class=\"sortable\"" : "table")
                .in("div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption.html() + "\"");
    }
}
