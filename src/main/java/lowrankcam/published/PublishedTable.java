package lowrankcam.published;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of methods and metrics as somebody printed it.
///
/// @param source where it comes from: a file's name, or what its first comment says
/// @param rows   in printed order
/// @param claims ratios of times that the text around the table states
public record PublishedTable(String source, List<Row> rows, List<Claim> claims) {

    /// A printed number.
    ///
    /// @param text     as printed
    /// @param value    its value
    /// @param decimals digits after the point; negative if the last digit printed stands before it
    public record Cell(String text, double value, int decimals) {

        /// Rounding of the double arithmetic that made a number which is printed with all its digits.
        private static final double ARITHMETIC = 1e-12;

        /// Half a unit of the last printed digit: the true value lies within this of the printed one.
        public double slack() {
            return Math.max(0.5 * StrictMath.pow(10, -decimals), ARITHMETIC * Math.max(1, Math.abs(value)));
        }
    }

    /// @param method its printed name
    /// @param line   in the file, from 1
    /// @param cells  by column; a column without a number is left out
    public record Row(String method, int line, Map<TableColumn, Cell> cells) {

        public Optional<Cell> cell(TableColumn column) {
            return Optional.ofNullable(cells.get(column));
        }
    }

    /// `faster` needs the time of `slower` divided by `factor`.
    public record Claim(String faster, String slower, Cell factor) {}

    /// 100 if shares are printed in percent, 1 if as fractions: percent as soon as one is above 1.
    public double unit() {
        for (Row row : rows) {
            for (Map.Entry<TableColumn, Cell> cell : row.cells().entrySet()) {
                if (cell.getKey().isShare() && cell.getValue().value() > 1) {
                    return 100;
                }
            }
        }
        return 1;
    }
}
