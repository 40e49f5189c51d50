package lowrankcam.image;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Letters as strokes on a grid, so that pictures do not depend on the fonts of a machine: the one typeface of all of them.
///
/// A letter is 4 wide; capitals reach from 0 down to the base line at 6, small letters begin at 2, tails end at 8, accents of
/// capitals lie above 0. Each stroke is a run of digit pairs, column then row. Accented letters are put together from letter and
/// accent. A character that is not here is drawn as a box, so that nothing vanishes.
///
/// The grid is a multiple of half a pixel and lies on whole pixels, so that upright and level strokes stay sharp.
final class StrokeFont {

    /// Columns from one letter to the next.
    private static final double ADVANCE = 5.5;
    /// Row of the base line.
    private static final double BASE = 6;
    /// Rows of a line of text, as a font size has them.
    private static final double ROWS = 8.5;

    private static final String LETTERS =
            """
            a 4332120305163645 4246
            b 0006 0312324345361605
            c 4332120305163645
            d 4046 4332120305163645
            e 04444332120305163645
            f 40302126 0242
            g 4332120305163645 4247381807
            h 0006 0312324346
            i 122226 1636 2020
            j 22271808 2020
            k 0006 4204 1346
            l 10202536
            m 0206 03122326 23324346
            n 0206 0312324346
            o 123243453616050312
            p 0208 0312324345361605
            q 4248 4332120305163645
            r 0206 03123243
            s 43321203143445361605
            t 20253646 0242
            u 0205163645 4246
            v 022642
            w 0216243642
            x 0246 4206
            y 0226 4218
            z 02420646
            A 062046 1434
            B 00063645443303 3342413000
            C 4130100105163645
            D 00063645413000
            E 40000646 0333
            F 400006 0333
            G 41301001051636454323
            H 0006 4046 0343
            I 2026 1030 1636
            J 4045361605
            K 0006 4003 0346
            L 000646
            M 0600234046
            N 06004640
            O 103041453616050110
            P 06003041423303
            Q 103041453616050110 2446
            R 06003041423303 2346
            S 413010010213334445361605
            T 0040 2026
            U 000516364540
            V 002640
            W 0016233640
            X 0046 4006
            Y 002340 2326
            Z 00400646
            0 103041453616050110 2323
            1 112026 1636
            2 01103041420646
            3 01103041423313 334445361605
            4 3036 300444
            5 400003334445361605
            6 413010010516364544331304
            7 004026
            8 103041423313020110 1304051636454433
            9 051636454130100102133342
            . 2626
            , 2618
            ; 2323 2618
            ! 2024 2626
            ? 01103041423324 2626
            ' 2022
            " 1012 3032
            # 1016 3036 0242 0444
            $ 413010010213334445361605 2027
            & 4612112031320405162644
            * 2125 0244 0442
            < 410345
            > 014305
            @ 4616050110304144343222132434
            [ 30202636
            ] 10202616
            \\ 0046
            ^ 022042
            _ 0747
            ` 1021
            { 30212213242536
            | 2027
            } 10212233242516
            ~ 03123342
            - 0343
            + 0343 2125
            % 4006 1011 3536
            ( 30212536
            ) 10212516
            = 0242 0444
            : 2323 2626
            / 4006
            · 2323
            × 1234 1432
            – 0343
            — 0343
            − 0343
            … 0606 2626 4646
            ° 2031221120
            ± 2125 0343 0646
            µ 0208 0205163645 4246
            ß 06011020313223344536 26
            ø 123243453616050312 0642
            Ø 103041453616050110 0640
            ı 122226 1636
            ȷ 22271808
            """;

    /// Accents over a small letter, which for capitals lie two rows higher, and one below letters.
    private static final String ACCENTS =
            """
            \u0300 1021
            \u0301 3021
            \u0302 112031
            \u0303 01103140
            \u0304 1030
            \u0306 00113140
            \u0307 2020
            \u0308 1010 3030
            \u030A 1030311110
            \u030C 102130
            \u0327 262718
            """;

    private static final char CEDILLA = '\u0327';
    private static final String TALL = "bdfhklt";
    private static final double[][] BOX = {{0, 0, 4, 0, 4, 6, 0, 6, 0, 0}};

    private static final Map<Character, double[][]> STROKES = read(LETTERS);
    private static final Map<Character, double[][]> ACCENT_STROKES = read(ACCENTS);

    private StrokeFont() {}

    private static Map<Character, double[][]> read(String text) {
        Map<Character, double[][]> strokes = new HashMap<>();
        text.lines().forEach(line -> {
            String[] parts = line.substring(2).split(" ");
            double[][] letter = new double[parts.length][];
            for (int s = 0; s < parts.length; s++) {
                letter[s] = parts[s].chars().mapToDouble(digit -> digit - '0').toArray();
            }
            strokes.put(line.charAt(0), letter);
        });
        return Map.copyOf(strokes);
    }

    /// Strokes of a character, each x, y, x, y, …; none for a blank, a box for what the font lacks.
    private static double[][] strokes(int character) {
        if (character == ' ') {
            return new double[0][];
        }
        double[][] own = STROKES.get((char) character);
        if (own != null && character <= Character.MAX_VALUE) {
            return own;
        }
        String parts = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
        char base = parts.charAt(0);
        if (parts.length() < 2 || !STROKES.containsKey(base)) {
            return BOX;
        }
        char undotted = base == 'i' ? 'ı' : base == 'j' ? 'ȷ' : base;
        boolean tall = !Character.isLowerCase(base) || TALL.indexOf(base) >= 0;
        List<double[]> strokes = new ArrayList<>(List.of(STROKES.get(parts.charAt(1) == CEDILLA ? base : undotted)));
        for (char accent : parts.substring(1).toCharArray()) {
            double[][] lines = ACCENT_STROKES.get(accent);
            if (lines == null) {
                return BOX;
            }
            for (double[] line : lines) {
                double[] raised = line.clone();
                for (int i = 1; i < raised.length && tall && accent != CEDILLA; i += 2) {
                    raised[i] -= 2;
                }
                strokes.add(raised);
            }
        }
        return strokes.toArray(double[][]::new);
    }

    /// True if the font has every letter of a text.
    static boolean covers(String text) {
        return characters(text).mapToObj(StrokeFont::strokes).noneMatch(strokes -> strokes == BOX);
    }

    private static IntStream characters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).codePoints();
    }

    /// Pixels of a row or column of the grid.
    private static double unit(double size) {
        return Math.max(1, Math.round(2 * size / ROWS) / 2.0);
    }

    private static long advance(double size) {
        return Math.round(ADVANCE * unit(size));
    }

    /// Width of a text in pixels.
    static double width(String text, double size) {
        long letters = characters(text).count();
        return letters == 0 ? 0 : (letters - 1) * advance(size) + 4 * unit(size) + 1;
    }

    /// How many letters a width takes, one at least.
    static int letters(double width, double size) {
        return (int) Math.max(1, (width - 4 * unit(size) - 1) / advance(size) + 1);
    }

    /// Height of a line of text in pixels, with room for the accents of capitals.
    static int lineHeight(double size) {
        return (int) Math.ceil((ROWS + 2) * unit(size));
    }

    /// Adds a text.
    ///
    /// @param left of the first letter
    /// @param base row of its base line
    static void draw(Coverage cover, double left, double base, String text, double size) {
        double unit = unit(size);
        double x = Math.floor(left) + 0.5;
        double y = Math.round(base) - 0.5 - BASE * unit;
        for (int character : characters(text).toArray()) {
            for (double[] stroke : strokes(character)) {
                for (int p = 0; p + 3 < stroke.length; p += 2) {
                    cover.stroke(
                            x + stroke[p] * unit, y + stroke[p + 1] * unit, x + stroke[p + 2] * unit,
                            y + stroke[p + 3] * unit, Math.max(0.5, 0.42 * unit));
                }
            }
            x += advance(size);
        }
    }
}
