package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A report being written, whatever its form. A *marked* text is the program's own, with `*`, `**` and backticks of Markdown;
/// *plain* words may hold names from outside and stand for themselves.
interface Document {

    /// The sentence that says what came out.
    ///
    /// @param marked text
    Document verdict(String marked);

    /// @param words plain
    Document heading(String words);

    /// @param marked text
    Document paragraph(String marked);

    /// A paragraph of plain words.
    Document words(String words);

    /// An entry of a list, in plain words.
    Document item(String words);

    /// Lines of a command, as they are.
    Document code(String lines);

    /// @param caption what the rows are, plain
    /// @param rows    of marked cells; what follows a line feed in a cell is its smaller part
    Document table(String caption, List<String> head, List<List<String>> rows);

    /// @param file of the same chart, from the folder of the document on
    Document chart(Chart chart, String file);

    /// @param folder of the document
    /// @param file   a PNG file in it
    /// @param words  what the picture shows, plain
    Document picture(Path folder, String file, String words) throws IOException;

    /// Two documents with the same content.
    static Document both(Document one, Document other) {
        return new Both(one, other);
    }

    /// See [Document#both].
    record Both(Document one, Document other) implements Document {

        @Override
        public Document verdict(String marked) {
            one.verdict(marked);
            other.verdict(marked);
            return this;
        }

        @Override
        public Document heading(String words) {
            one.heading(words);
            other.heading(words);
            return this;
        }

        @Override
        public Document paragraph(String marked) {
            one.paragraph(marked);
            other.paragraph(marked);
            return this;
        }

        @Override
        public Document words(String words) {
            one.words(words);
            other.words(words);
            return this;
        }

        @Override
        public Document item(String words) {
            one.item(words);
            other.item(words);
            return this;
        }

        @Override
        public Document code(String lines) {
            one.code(lines);
            other.code(lines);
            return this;
        }

        @Override
        public Document table(String caption, List<String> head, List<List<String>> rows) {
            one.table(caption, head, rows);
            other.table(caption, head, rows);
            return this;
        }

        @Override
        public Document chart(Chart chart, String file) {
            one.chart(chart, file);
            other.chart(chart, file);
            return this;
        }

        @Override
        public Document picture(Path folder, String file, String words) throws IOException {
            one.picture(folder, file, words);
            other.picture(folder, file, words);
            return this;
        }
    }
}
