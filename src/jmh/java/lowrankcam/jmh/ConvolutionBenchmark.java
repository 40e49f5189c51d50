package lowrankcam.jmh;

import java.util.concurrent.TimeUnit;
import lowrankcam.kernel.Convolution;
import lowrankcam.kernel.ConvolutionForm;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.PackedWeights;
import lowrankcam.kernel.Scratch;
import lowrankcam.kernel.Task;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Plane;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Convolutions of Inception-v3, one of each kind, on one thread.
///
/// Giga-multiply-adds a second are the shape's multiply-adds over the time; [Shape] gives them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {

    /// A layer: where it occurs, its input and its window.
    public enum Shape {
        /// `Conv2d_2b_3x3`: 398 million multiply-adds.
        STEM_3X3(147, 32, 64, Window.same(3, 3)),
        /// `Conv2d_4a_3x3`: 697 million.
        STEM_3X3_VALID(73, 80, 192, Window.valid(3, 3, 1)),
        /// `Mixed_5c.branch5x5_2`: 94 million.
        BLOCK_5X5(35, 48, 64, Window.same(5, 5)),
        /// `Mixed_5d.branch1x1`: 23 million.
        BLOCK_1X1(35, 288, 64, Window.valid(1, 1, 1)),
        /// `Mixed_6a.branch3x3`: 288 million, stride 2.
        BLOCK_3X3_STRIDE_2(35, 288, 384, Window.valid(3, 3, 2)),
        /// `Mixed_6b.branch1x1`: 43 million.
        BLOCK_1X1_DEEP(17, 768, 192, Window.valid(1, 1, 1)),
        /// `Mixed_6e.branch7x7_2`: 75 million.
        BLOCK_1X7(17, 192, 192, Window.same(1, 7)),
        /// `Mixed_6e.branch7x7_3`: 75 million.
        BLOCK_7X1(17, 192, 192, Window.same(7, 1)),
        /// `Mixed_7c.branch3x3_2a`: 28 million.
        BLOCK_1X3(8, 384, 384, Window.same(1, 3)),
        /// `Mixed_7c.branch3x3dbl_2`: 99 million.
        BLOCK_3X3_DEEP(8, 448, 384, Window.same(3, 3));

        private final int size;
        private final int inputs;
        private final int outputs;
        private final Window window;

        Shape(int size, int inputs, int outputs, Window window) {
            this.size = size;
            this.inputs = inputs;
            this.outputs = outputs;
            this.window = window;
        }
    }

    @Param private Shape shape;

    private final Workers alone = new Workers(1);
    private Task scalar;
    private Task vector;

    /// Lays out both and holds their results to each other.
    @Setup(Level.Trial)
    public void prepare() {
        Window window = shape.window;
        int border = Math.max(window.padHeight(), window.padWidth());
        Plane in = Plane.bordered(shape.size, shape.size, shape.inputs, border);
        Plane out =
                Plane.dense(window.outputHeight(shape.size), window.outputWidth(shape.size), shape.outputs);
        ConvolutionPlan plan = new ConvolutionPlan(in, out, window, ConvolutionForm.RECTIFIED);
        int rows = window.height() * window.width() * shape.inputs;
        float[] input = Values.random(1, in);
        float[] weights = Values.random(2, rows * shape.outputs);
        float[] bias = Values.random(3, shape.outputs);
        float[] scalarOutput = new float[out.size()];
        float[] vectorOutput = new float[out.size()];
        scalar = task(Convolution.scalar(), plan, input, weights, bias, scalarOutput);
        vector = task(Convolution.vector(), plan, input, weights, bias, vectorOutput);
        alone.run(scalar);
        alone.run(vector);
        Values.requireSame(shape.name(), scalarOutput, vectorOutput);
    }

    private static Task task(
            Convolution kernel, ConvolutionPlan plan, float[] input, float[] weights, float[] bias, float[] output) {
        PackedWeights packed = kernel.pack(weights, bias, weights.length / bias.length);
        return kernel.task(plan, input, packed, output, new Scratch(1));
    }

    /// The plain loop.
    @Benchmark
    public Task convolutionScalar() {
        alone.run(scalar);
        return scalar;
    }

    /// The Vector API.
    @Benchmark
    public Task convolutionVector() {
        alone.run(vector);
        return vector;
    }

    @TearDown
    public void close() {
        alone.close();
    }
}
