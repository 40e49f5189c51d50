package lowrankcam.report;

import java.util.HashMap;
import java.util.Map;

/// Letters as strokes on a grid, so that pictures do not depend on the fonts of a machine.
///
/// A letter is 4 wide; capitals reach from 0 down to the base line at 6, small letters begin at 2, tails end at 8. Each
/// stroke is a run of digit pairs, column then row.
final class StrokeFont {

    /// Columns from one letter to the next.
    static final double ADVANCE = 5.6;
    /// Row of the base line.
    static final double BASE = 6;
    /// Rows of a line of text.
    static final double ROWS = 8.5;

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
            i 2226 2020
            j 22271808 2020
            k 0006 4204 1346
            l 2026
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
            0 103041453616050110
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
            - 0343
            + 0343 2125
            % 4006 1011 3536
            ( 30212536
            ) 10212516
            = 0242 0444
            : 2323 2626
            / 4006
            """;

    private static final Map<Character, double[][]> STROKES = read();

    private StrokeFont() {}

    private static Map<Character, double[][]> read() {
        Map<Character, double[][]> strokes = new HashMap<>();
        LETTERS.lines().forEach(line -> {
            String[] parts = line.substring(2).split(" ");
            double[][] letter = new double[parts.length][];
            for (int s = 0; s < parts.length; s++) {
                letter[s] = parts[s].chars().mapToDouble(digit -> digit - '0').toArray();
            }
            strokes.put(line.charAt(0), letter);
        });
        return Map.copyOf(strokes);
    }

    /// Strokes of a letter, each x, y, x, y, …; none for a blank, a hyphen for what the font lacks.
    static double[][] strokes(char letter) {
        return letter == ' ' ? new double[0][] : STROKES.getOrDefault(letter, STROKES.get('-'));
    }

    /// True if the font has every letter of a text.
    static boolean covers(String text) {
        return text.chars().allMatch(c -> c == ' ' || STROKES.containsKey((char) c));
    }

    /// Width of a text in columns.
    static double width(String text) {
        return text.isEmpty() ? 0 : text.length() * ADVANCE - (ADVANCE - 4);
    }
}
