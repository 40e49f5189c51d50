package lowrankcam.page;

import java.util.ArrayList;
import java.util.List;

/// A table with a caption, and heads that say what they are heads of. With the script `tables.js` its columns can be sorted.
public final class Table {

    private final Markup caption;
    private final List<Markup> head;
    private final List<Markup> rows = new ArrayList<>();
    private boolean sortable;

    /// @param head texts of the columns
    public Table(String caption, List<String> head) {
        this.caption = Markup.text(caption);
        this.head = head.stream().map(text -> Markup.text(text).in("th scope=\"col\"")).toList();
    }

    /// Lets readers sort by any column.
    public Table sortable() {
        sortable = true;
        return this;
    }

    /// @param cells the first is the head of the row
    public Table row(List<Markup> cells) {
        StringBuilder row = new StringBuilder(cells.getFirst().in("th scope=\"row\"").html());
        cells.stream().skip(1).map(cell -> cell.in("td").html()).forEach(row::append);
        rows.add(new Markup(row.toString()).in("tr"));
        return this;
    }

    /// In a box that scrolls sideways where it is wider than the page.
    public Markup markup() {
        String table =
                caption.in("caption").html() + Markup.all(head).in("tr").in("thead").html() + Markup.all(rows).in("tbody").html();
        return new Markup(table).in(sortable ? "table class=\"sortable\"" : "table")
                .in("div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption.html() + "\"");
    }
}
