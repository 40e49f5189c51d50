package lowrankcam.linalg;

import java.util.Arrays;

/// The rotations of neighbouring rows that a matrix went through, kept so that vectors can go through them later.
final class Rotations {

    /// Vectors that are turned side by side.
    static final int GROUP = 4;

    /// Cosine and sine of each rotation, in turn, and the lower of its two rows.
    private double[] turns = new double[0];
    private int[] rows = new int[0];
    private int count;

    int count() {
        return count;
    }

    /// @param lower lower of the two rows
    /// @param c     cosine
    /// @param s     sine
    void keep(int lower, double c, double s) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, Math.max(64, 2 * count));
            turns = Arrays.copyOf(turns, 2 * rows.length);
        }
        rows[count] = lower;
        turns[2 * count] = c;
        turns[2 * count + 1] = s;
        count++;
    }

    /// Applies all rotations to four vectors, the last first. Those of one sweep meet in a row, which stays in registers until the next
    /// sweep begins.
    ///
    /// @param axes four values for each row
    void turnBack(double[] axes) {
        int next = -1;
        double y0 = 0;
        double y1 = 0;
        double y2 = 0;
        double y3 = 0;
        for (int t = count - 1; t >= 0; t--) {
            double c = turns[2 * t];
            double s = turns[2 * t + 1];
            int lower = rows[t] * GROUP;
            if (lower != next) {
                if (next >= 0) {
                    axes[next] = y0;
                    axes[next + 1] = y1;
                    axes[next + 2] = y2;
                    axes[next + 3] = y3;
                }
                y0 = axes[lower];
                y1 = axes[lower + 1];
                y2 = axes[lower + 2];
                y3 = axes[lower + 3];
            }
            next = lower + GROUP;
            double z0 = axes[next];
            double z1 = axes[next + 1];
            double z2 = axes[next + 2];
            double z3 = axes[next + 3];
            axes[lower] = Math.fma(c, y0, s * z0);
            axes[lower + 1] = Math.fma(c, y1, s * z1);
            axes[lower + 2] = Math.fma(c, y2, s * z2);
            axes[lower + 3] = Math.fma(c, y3, s * z3);
            y0 = Math.fma(-s, y0, c * z0);
            y1 = Math.fma(-s, y1, c * z1);
            y2 = Math.fma(-s, y2, c * z2);
            y3 = Math.fma(-s, y3, c * z3);
        }
        if (next >= 0) {
            axes[next] = y0;
            axes[next + 1] = y1;
            axes[next + 2] = y2;
            axes[next + 3] = y3;
        }
    }
}
