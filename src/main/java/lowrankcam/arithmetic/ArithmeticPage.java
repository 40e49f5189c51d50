package lowrankcam.arithmetic;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.explain.Program;
import lowrankcam.image.Caution;
import lowrankcam.page.Markup;
import lowrankcam.page.Page;
import lowrankcam.page.Table;
import lowrankcam.page.Template;

/// The arithmetic of a pixel as a page to hand out; long lists with their ends only.
public final class ArithmeticPage {

    private ArithmeticPage() {}

    public static Page of(PixelArithmetic whole) {
        List<Markup> content = new ArrayList<>();
        for (Telling.Part part : Telling.of(whole, false)) {
            content.add(switch (part) {
                case Telling.Heading heading -> Markup.text(heading.words()).in("h2");
                case Telling.Words words -> Markup.text(words.words()).in("p");
                case Telling.Numbers numbers -> table(numbers);
            });
        }
        String image = whole.image().path().getFileName().toString();
        Markup body =
                Template.of("arithmetic.html")
                        .with("image", Markup.name(image))
                        .with("pixel", "row " + whole.place().row() + ", column " + whole.place().column())
                        .with("label", Markup.name(whole.label()))
                        .with("caution", Caution.TEXT)
                        .with("content", Markup.all(content))
                        .with("program", Program.id())
                        .with("kernels", whole.model().kernels().description())
                        .with("image-hash", whole.image().sha256())
                        .with("weights-hash", whole.model().weightsSha256())
                        .filled();
        return new Page(image + " – the arithmetic of one pixel", body).style("arithmetic.css");
    }

    private static Markup table(Telling.Numbers numbers) {
        Table table = new Table(numbers.caption(), numbers.head());
        for (List<String> row : numbers.rows()) {
            List<Markup> cells = new ArrayList<>(row.stream().map(Markup::text).toList());
            while (cells.size() < numbers.head().size()) {
                cells.add(Markup.NOTHING);
            }
            table.row(cells);
        }
        return table.markup();
    }
}
