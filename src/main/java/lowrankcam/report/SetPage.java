package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lowrankcam.image.Caution;
import lowrankcam.page.Markup;
import lowrankcam.page.Numbers;
import lowrankcam.page.Page;
import lowrankcam.page.Table;
import lowrankcam.page.Template;

/// The page of a data set: what came out in a sentence, then its sections, with tables that can be sorted.
final class SetPage implements Document {

    private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("\\*(\\S[^*]*)\\*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NUMBER = Pattern.compile("[0-9+\\-–−].*|", Pattern.DOTALL);

    private final String kind;
    private final String title;
    private final StringBuilder content = new StringBuilder();
    private final List<Markup> sections = new ArrayList<>();
    private Markup verdict = Markup.NOTHING;

    /// @param kind  of page, above its title
    SetPage(String kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public SetPage verdict(String marked) {
        verdict = marked(marked);
        return this;
    }

    @Override
    public SetPage heading(String words) {
        String id = "part-" + (sections.size() + 1);
        sections.add(Markup.text(words).in("a href=\"#" + id + "\""));
        return add(Markup.text(words).in("h2 id=\"" + id + "\""));
    }

    SetPage subheading(Markup words) {
        return add(words.in("h3"));
    }

    @Override
    public SetPage paragraph(String marked) {
        return add(marked(marked).in("p"));
    }

    @Override
    public SetPage words(String words) {
        return add(Markup.text(words).in("p"));
    }

    @Override
    public SetPage item(String words) {
        return add(Markup.text(words).in("li").in("ul"));
    }

    @Override
    public SetPage code(String lines) {
        return add(Markup.text(lines).in("code").in("pre"));
    }

    @Override
    public SetPage table(String caption, List<String> head, List<List<String>> rows) {
        Table table = begin(caption, head, rows);
        rows.forEach(row -> table.row(row.stream().map(cell -> cell(cell, true)).toList()));
        return add(table.markup());
    }

    /// @param rows    of plain cells, the first of each a name
    /// @param subject the row that the table is about, -1 for none
    SetPage table(String caption, List<String> head, List<List<String>> rows, int subject) {
        Table table = begin(caption, head, rows);
        for (int i = 0; i < rows.size(); i++) {
            List<Markup> cells = new ArrayList<>(rows.get(i).stream().map(cell -> cell(cell, false)).toList());
            cells.set(0, Markup.name(rows.get(i).getFirst()));
            if (i == subject) {
                table.subject(cells);
            } else {
                table.row(cells);
            }
        }
        return add(table.markup());
    }

    private static Table begin(String caption, List<String> head, List<List<String>> rows) {
        return new Table(caption, head).sortable().words(
                IntStream.range(0, head.size())
                        .filter(column -> !rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches()))
                        .boxed().toList());
    }

    private static Markup cell(String cell, boolean marked) {
        int split = cell.indexOf('\n');
        String first = split < 0 ? cell : cell.substring(0, split);
        String small = split < 0 ? "" : Markup.text(cell.substring(split + 1)).in("small").html();
        return new Markup((marked ? marked(first) : Markup.text(first)).html() + small);
    }

    @Override
    public SetPage chart(Chart chart, String file) {
        return add(chart.markup());
    }

    @Override
    public SetPage picture(Path folder, String file, String words) throws IOException {
        return add(figure(folder.resolve(file), words, ""));
    }

    /// Figures side by side.
    SetPage pictures(List<Markup> figures) {
        return add(Markup.all(figures).in("div class=\"pictures\""));
    }

    /// @param words   what the picture shows
    /// @param caption below it, or empty
    static Markup figure(Path png, String words, String caption) throws IOException {
        Markup below = caption.isEmpty() ? Markup.NOTHING : Markup.name(caption).in("figcaption");
        return new Markup(
                "<img src=\"data:image/png;base64," + Numbers.bytes(Files.readAllBytes(png)) + "\" alt=\""
                        + Markup.text(words).html() + "\">" + below.html())
                .in("figure");
    }

    /// Terms, each with what it means.
    SetPage terms(List<List<String>> pairs) {
        return add(
                Markup.all(
                        pairs.stream()
                                .flatMap(pair -> List.of(
                                        Markup.text(pair.get(0)).in("dt"), Markup.text(pair.get(1)).in("dd")).stream())
                                .toList())
                        .in("dl class=\"facts\""));
    }

    private SetPage add(Markup markup) {
        content.append(markup.html()).append('\n');
        return this;
    }

    private static Markup marked(String marked) {
        String html = Markup.text(marked).html();
        html = STRONG.matcher(html).replaceAll("<strong>$1</strong>");
        html = EMPHASIS.matcher(html).replaceAll("<em>$1</em>");
        return new Markup(CODE.matcher(html).replaceAll("<code>$1</code>"));
    }

    void write(Path file) throws IOException {
        Markup body =
                Template.of("set.html").with("kind", kind).with("title", title).with("verdict", verdict)
                        .with("caution", Caution.TEXT).with("sections", Markup.all(sections))
                        .with("content", new Markup(content.toString())).filled();
        new Page(title, body).style("set.css").scripts(List.of("tables.js")).write(file);
    }
}
