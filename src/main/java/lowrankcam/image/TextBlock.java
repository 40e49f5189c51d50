package lowrankcam.image;

import java.util.ArrayList;
import java.util.List;

/// Lines of text in a column, broken between words where they are too long for it.
///
/// @param lines as they are drawn
/// @param size  of the letters
record TextBlock(List<String> lines, double size) {

    static TextBlock of(List<String> texts, double size, int width) {
        int most = StrokeFont.letters(width, size);
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            StringBuilder line = new StringBuilder();
            for (String word : text.split(" ")) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
                while (line.length() > most) {
                    lines.add(line.substring(0, most));
                    line.delete(0, most);
                }
            }
            lines.add(line.toString());
        }
        return new TextBlock(lines, size);
    }

    int height() {
        return lines.size() * StrokeFont.lineHeight(size);
    }

    void draw(Canvas canvas, int left, int top, int colour) {
        int pitch = StrokeFont.lineHeight(size);
        for (int i = 0; i < lines.size(); i++) {
            canvas.text(left, top + i * pitch + 0.8 * pitch, lines.get(i), Surface.Anchor.START, size, colour);
        }
    }
}
