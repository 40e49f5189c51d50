package lowrankcam.arithmetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lowrankcam.cam.Relu;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.nn.ReceptiveField;

/// The arithmetic of a pixel in the order in which a reader follows it: headings, sentences and tables, for text and page alike.
public final class Telling {

    /// Products, features and positions that stand at either end of a list that is not told in full.
    private static final int ENDS = 4;

    private final PixelArithmetic whole;
    private final boolean full;
    private final List<Part> parts = new ArrayList<>();

    /// A piece of it.
    public sealed interface Part {}

    public record Heading(String words) implements Part {}

    public record Words(String words) implements Part {}

    /// @param rows a row of one cell stands for those that are left out
    public record Numbers(String caption, List<String> head, List<List<String>> rows) implements Part {}

    private Telling(PixelArithmetic whole, boolean full) {
        this.whole = whole;
        this.full = full;
    }

    /// @param full whether long lists are told in full
    public static List<Part> of(PixelArithmetic whole, boolean full) {
        Telling telling = new Telling(whole, full);
        telling.pixel();
        telling.convolution(whole.convolution());
        telling.features(whole.map());
        telling.modes(whole.map());
        telling.masks(whole.map());
        telling.weights(whole.map());
        telling.sum(whole.map());
        return List.copyOf(telling.parts);
    }

    private void pixel() {
        Place place = whole.place();
        heading("The pixel");
        LowRankOptions options = whole.map().options();
        words("The map is LowRank-CAM for %s, preset %s, %d modes. Here fma(a, b, c) is a b + c, rounded once: Math.fma in Java, fma and fmaf in "
                + "C. All values of all vectors, masks and maps are in the file of --json.",
                whole.label(), options.preset().id(), whole.map().modes().size());
        words("Its centre lies in row %.2f, column %.2f of the network's input, %s. The input there, in float:",
                place.y(), place.x(), place.size());
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            rows.add(List.of(List.of("red", "green", "blue").get(c), dec(whole.input()[c]), hex(whole.input()[c])));
        }
        table("Input at the pixel", List.of("channel", "decimal", "hexadecimal"), rows);
    }

    private void convolution(ConvolutionSum sum) {
        Place.Cell cell = sum.cell();
        heading("One sum of a convolution: " + cell.name() + ", channel " + sum.channel());
        cell(cell);
        words("Window %dx%d, stride %d, padding %d and %d, %d input channels: %d products. The sum starts at the bias; rows, columns and "
                + "channels of the window ascend; each product is added by one fused multiply-add in float, fma(value, weight, sum). "
                + "The batch norm lies in weights and bias: w gamma / sqrt(variance + epsilon), beta - mean gamma / sqrt(variance + "
                + "epsilon), in double, rounded once.",
                sum.window().height(), sum.window().width(), sum.window().stride(), sum.window().padHeight(),
                sum.window().padWidth(), sum.inputs(), sum.count());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("bias", "", "", "", "", "", "", dec(sum.bias()), hex(sum.bias())));
        list(sum.count(), rows, i -> List.of(
                String.valueOf(sum.row(i)), String.valueOf(sum.column(i)), String.valueOf(sum.input(i)), dec(sum.value(i)),
                hex(sum.value(i)), dec(sum.weight(i)), hex(sum.weight(i)), dec(sum.sum(i)), hex(sum.sum(i))));
        table("Products and their sum", List.of("row", "column", "channel", "value", "value, hex", "weight", "weight, hex", "sum", "sum, hex"), rows);
        words("ReLU: %s = %s. The kernel (%s) gave %s: %s.", dec(sum.rectified()), hex(sum.rectified()),
                whole.model().kernels().description(), hex(sum.kernel()), bits(sum.agrees()));
    }

    private void features(MapSum map) {
        Place.Cell cell = map.cell();
        heading("Steps 1 and 2: the features M, one row for each cell");
        cell(cell);
        words("It is position p = %d of %d. Its row of M has %d features, in float:", cell.position(),
                cell.size().height() * cell.size().width(), map.features().length);
        float[] features = map.features();
        List<List<String>> rows = new ArrayList<>();
        list(features.length, rows, k -> List.of(String.valueOf(k), dec(features[k]), hex(features[k])));
        table("Row p of M", List.of("channel", "decimal", "hexadecimal"), rows);
        double m = map.channelSums()[cell.position()];
        words("Their sum in double, one addition a step: m[p] = %s = %s.", dec(m), hex(m));
    }

    private void modes(MapSum map) {
        heading("Step 3: the singular value decomposition, M = U S V^T");
        int p = map.cell().position();
        double[] gram = map.gramRow();
        if (gram.length > 0) {
            words("It comes from the eigenvectors of G = M M^T, each entry summed in double by fused multiply-adds. "
                    + "G[p,p] = %s = %s. For an eigenvector u, (G u)[p] = sigma^2 u[p], but for rounding:",
                    dec(gram[p]), hex(gram[p]));
        } else {
            words("It comes from the eigenvectors of the smaller matrix, M^T M.");
        }
        words("%d singular values count.", map.spectrum().length);
        List<List<String>> rows = new ArrayList<>();
        map.modes().forEach(mode -> rows.add(List.of(
                String.valueOf(mode.mode().index() + 1), dec(mode.mode().sigma()), hex(mode.mode().sigma()),
                hex(mode.vector()[p]), hex(mode.gramTimesMode()), hex(mode.squareTimesMode()))));
        table("Modes", List.of("mode", "sigma", "sigma, hex", "u[p]", "(G u)[p]", "sigma^2 u[p]"), rows);
    }

    private void masks(MapSum map) {
        heading("Step 4: masks");
        int p = map.cell().position();
        boolean byClass = map.options().sign() == LowRankOptions.Sign.CLASS;
        boolean linear = map.options().mask() == LowRankOptions.Mask.LINEAR;
        words("Summed over channels, a component of M is (u . m) u. The sign of a mode makes u . %s positive, summed over all positions by fused "
                + "multiply-adds.", byClass ? "CAM, with the class map of step 5 in place of m," : "m");
        words(linear
                ? "The mask of a mode is the mode itself."
                : "The mask: negative values of u become 0, then (u/2 - min/2) / (max/2 - min/2) with the smallest and largest of all "
                        + "positions after that, in double; positive factors fall out.");
        String product = byClass ? "u . CAM" : "u . m";
        List<List<String>> rows = new ArrayList<>();
        map.modes().forEach(mode -> {
            String mask = mode.mode().isDropped() ? "flat" : hex(mode.mode().mask()[p]);
            String index = String.valueOf(mode.mode().index() + 1);
            rows.add(linear
                    ? List.of(index, hex(mode.signProduct()), mask)
                    : List.of(
                            index, hex(mode.signProduct()), hex(mode.vector()[p]), hex(positive(mode).min().orElse(0)),
                            hex(positive(mode).max().orElse(0)), mask));
        });
        table("Masks", linear ? List.of("mode", product, "mask[p]") : List.of("mode", product, "u[p]", "min", "max", "mask[p]"), rows);
        List<String> turned =
                map.modes().stream().filter(ModeSum::turned).map(mode -> String.valueOf(mode.mode().index() + 1)).toList();
        if (byClass) {
            words("Modes whose sign the channel sum would have turned round: %s.", turned.isEmpty() ? "none" : String.join(", ", turned));
        }
    }

    private void weights(MapSum map) {
        heading("Step 5: weights");
        if (map.classMap().length > 0) {
            words("With one dense layer behind the average, the class map is all that a mask needs: CAM[p] = sum of M[p,k] W[k] = %s = %s for "
                    + "%s, and the logit is b + (sum of mask[q] CAM[q]) / P, b = %s = %s. Score of a mask: %s.",
                    dec(map.classMap()[map.cell().position()]), hex(map.classMap()[map.cell().position()]), whole.label(),
                    dec(map.bias()), hex(map.bias()), map.options().score().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } else {
            words("A weight comes from a pass of the masked features through the rest of the network.");
        }
        List<List<String>> rows = new ArrayList<>();
        map.modes().forEach(mode -> rows.add(List.of(
                String.valueOf(mode.mode().index() + 1), hex(mode.maskedSum()), hex(mode.logit()), dec(mode.mode().weight()),
                hex(mode.mode().weight()))));
        table("Weights", List.of("mode", "sum of mask CAM", "logit", "weight", "weight, hex"), rows);
    }

    private static DoubleStream positive(ModeSum mode) {
        return Arrays.stream(mode.vector()).map(value -> Math.max(0, value));
    }

    private void sum(MapSum map) {
        heading("Step 6: the sum of the weighted masks");
        words("The cell of the map, from 0: fma(weight, mask[p], sum), in double.");
        List<List<String>> rows = new ArrayList<>();
        map.modes().forEach(mode -> rows.add(List.of(
                String.valueOf(mode.mode().index() + 1), dec(mode.sum()), hex(mode.sum()))));
        table("The sum", List.of("mode", "sum", "sum, hex"), rows);
        words("%s %s = %s. The method gave %s: %s.%s",
                map.options().finalRelu() == Relu.AT_THE_END ? "ReLU:" : "No ReLU:", dec(map.value()),
                hex(map.value()), hex(map.ofMethod()), bits(map.agrees()),
                map.flags().isEmpty() ? "" : " Flags of the map: " + String.join(", ", map.flags()) + ".");
    }

    private void cell(Place.Cell cell) {
        ReceptiveField.Span rows = cell.field().rows().of(cell.y());
        ReceptiveField.Span columns = cell.field().columns().of(cell.x());
        Place place = whole.place();
        ReceptiveField.Span seenRows = rows.within(place.size().height());
        ReceptiveField.Span seenColumns = columns.within(place.size().width());
        words("The pixel falls in row %d, column %d of %s, %s. That cell sees rows %d to %d and columns %d to %d of the input%s.",
                cell.y(), cell.x(), cell.name(), cell.size(), seenRows.first(), seenRows.last(), seenColumns.first(),
                seenColumns.last(),
                rows.equals(seenRows) && columns.equals(seenColumns)
                        ? ""
                        : String.format(
                                Locale.ROOT, " (its field reaches from %d,%d to %d,%d: the rest is padding)", rows.first(),
                                columns.first(), rows.last(), columns.last()));
    }

    private interface Row {
        List<String> of(int i);
    }

    private void list(int count, List<List<String>> rows, Row row) {
        boolean shortened = !full && count > 2 * ENDS + 1;
        IntStream.range(0, shortened ? ENDS : count).forEach(i -> rows.add(row.of(i)));
        if (shortened) {
            rows.add(List.of("… " + (count - 2 * ENDS) + " more"));
            IntStream.range(count - ENDS, count).forEach(i -> rows.add(row.of(i)));
        }
    }

    private void heading(String words) {
        parts.add(new Heading(words));
    }

    private void words(String format, Object... values) {
        parts.add(new Words(values.length == 0 ? format : String.format(Locale.ROOT, format, values)));
    }

    private void table(String caption, List<String> head, List<List<String>> rows) {
        parts.add(new Numbers(caption, head, rows));
    }

    private static String bits(boolean same) {
        return same ? "the same bits" : "OTHER BITS";
    }

    private static String dec(float value) {
        return Float.toString(value);
    }

    private static String dec(double value) {
        return Double.toString(value);
    }

    private static String hex(float value) {
        return Float.toHexString(value);
    }

    private static String hex(double value) {
        return Double.toHexString(value);
    }
}
