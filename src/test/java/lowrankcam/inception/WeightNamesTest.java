package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lowrankcam.format.FormatException;
import lowrankcam.nn.Network;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TensorSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of a whole network without its values.
class WeightNamesTest {

    /// Names and shapes; nothing can be read.
    private record Names(Map<String, TensorInfo> tensors) implements TensorSource {
        @Override
        public Path file() {
            return Path.of("net.pth");
        }

        @Override
        public void read(String name, float[] target) {
            throw new IllegalStateException(name);
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public void close() {}

        Names with(String name, Integer... shape) {
            tensors.put(name, new TensorInfo(name, "F32", List.of(shape)));
            return this;
        }
    }

    /// The body under torchvision's names, changed; those that become empty are left out.
    private static Names body(UnaryOperator<String> rename) {
        List<Network.Unit> units = InceptionV3.network(Dialect.TORCHVISION).units();
        List<WeightNames> names = WeightNames.toWrite(Naming.TORCHVISION, units);
        Names result = new Names(new LinkedHashMap<>());
        for (int i = 0; i < names.size(); i++) {
            WeightNames unit = names.get(i);
            for (String name : unit.all()) {
                List<Integer> shape = name.equals(unit.kernel())
                        ? unit.layout().shape(units.get(i)) : List.of(units.get(i).layer().outputs());
                if (!rename.apply(name).isEmpty()) {
                    result.with(rename.apply(name), shape.toArray(Integer[]::new));
                }
            }
        }
        return result;
    }

    private static String message(Names names, boolean otherHead) {
        return assertThrows(FormatException.class, () -> BodyReader.check(names, null, otherHead)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "model.", "_orig_mod.", "backbone.net.", "0.", "net/", "x_"})
    void onePrefixOfAllNamesIsTakenOffAndSaid(String prefix) throws FormatException {
        BodyReader reader = BodyReader.check(body(prefix::concat).with(prefix + "fc.weight", 2, 2048), null, false);
        assertEquals(List.of("names without '" + prefix + "'"), reader.taken());
        assertEquals(List.of("fc.weight"), List.copyOf(reader.rest().tensors().keySet()));
    }

    @Test
    void aHeadOutsideThePrefixIsFound() throws FormatException {
        BodyReader reader = BodyReader.check(body("backbone."::concat).with("classifier.weight", 2, 2048), null, false);
        assertEquals(List.of("classifier.weight"), List.copyOf(reader.rest().tensors().keySet()));
    }

    @Test
    void twoNetworksAreRefused() {
        Names both = body("model."::concat);
        both.tensors().putAll(body("ema."::concat).tensors());
        assertTrue(message(both, false).endsWith("expected one Inception-v3, found the names of 2, after 'model.' and 'ema.'"));
    }

    @Test
    void aNameThatIsThereWithAndWithoutThePrefixIsRefused() {
        Names names = body("m."::concat).with("m.fc.weight", 2, 2048).with("fc.weight", 2, 2048);
        assertTrue(message(names, false).endsWith("expected one 'fc.weight', found 'm.fc.weight' and 'fc.weight'"));
    }

    @Test
    void absentScalesMeanOneAndSomeAbsentOnesAreMissing() throws FormatException {
        BodyReader reader = BodyReader.check(body(name -> name.endsWith(".bn.weight") ? "" : name), null, false);
        assertEquals(List.of("batch-norm scales of 1, since there is no bn.weight"), reader.taken());
        String message = message(body(name -> name.equals("Mixed_7c.branch1x1.bn.weight") ? "" : name), false);
        assertTrue(message.endsWith("found missing: Mixed_7c.branch1x1.bn.weight"), message);
    }

    @Test
    void theOutputsOfPytorchFidDecideTheDialectAndItIsSaid() throws FormatException {
        Names names = body(name -> name).with("fc.weight", 1008, 2048);
        BodyReader reader = BodyReader.check(names, null, false);
        assertEquals(Dialect.FID, reader.dialect());
        assertEquals(List.of("--dialect fid, since the head has the 1008 outputs of pytorch-fid"), reader.taken());
        assertEquals(Dialect.TORCHVISION, BodyReader.check(names, Dialect.TORCHVISION, false).dialect());
    }

    @Test
    void leftoversOfAHeadAreNoErrorWithAnotherHead() throws FormatException {
        Names names = body(name -> name).with("a.weight", 2, 2048).with("b.weight", 3, 2048).with("a.running_mean", 5);
        assertEquals(List.of("a.weight", "b.weight", "a.running_mean"), BodyReader.check(names, null, true).ignored());
        assertTrue(message(names, false).contains("classifier head: expected a single matrix with 2048 inputs"));
        assertTrue(message(names.with("extra.weight", 1, 1, 1, 1), true).endsWith("not used: extra.weight"));
    }

    @Test
    void whatIsMissingIsSaidInAFewWords() {
        String kind = message(body(name -> name.endsWith(".running_var") ? "" : name), false);
        assertTrue(kind.endsWith("found missing: all 94 of '.bn.running_var'"), kind);
        String block = message(body(name -> name.startsWith("Mixed_7c") ? "" : name), false);
        assertTrue(block.endsWith("found missing: all 45 of 'Mixed_7c'"), block);
        String moved = message(body(name -> name.startsWith("Mixed_7") ? "tail." + name : name), false);
        assertTrue(moved.endsWith("missing names are there with 'tail.' before them"), moved);
        Names extra = body(name -> name);
        for (int i = 0; i < 40; i++) {
            extra.with("ema." + i + ".weight", 2, 2, 1, 1);
        }
        assertTrue(message(extra.with("loss.weight", 2), false).endsWith("not used: 41 names, 40 of ema, 1 of loss"));
    }

    @Test
    void namesOfAnotherNetworkAreShown() {
        Names other = new Names(new LinkedHashMap<>()).with("conv1.weight", 64, 3, 7, 7).with("bn1.bias", 64);
        assertTrue(message(other, false).endsWith("found 2 tensors of other names (conv1.weight, bn1.bias, ...)"));
    }
}
