package lowrankcam.jmh;

import java.util.concurrent.TimeUnit;
import lowrankcam.kernel.Padding;
import lowrankcam.kernel.Pooling;
import lowrankcam.kernel.PoolingPlan;
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

/// Pools of Inception-v3 on one thread.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoolingBenchmark {

    /// Where a pool occurs.
    public enum Shape {
        /// `maxpool1`: 147×147×64 to 73×73×64.
        MAX_STEM(147, 64),
        /// `Mixed_6a`: 35×35×288 to 17×17×288.
        MAX_BLOCK(35, 288),
        /// `Mixed_5d`: 35×35×288, stride 1.
        AVERAGE_35(35, 288),
        /// `Mixed_6e`: 17×17×768, stride 1.
        AVERAGE_17(17, 768),
        /// `Mixed_7c`: 8×8×2048, stride 1.
        AVERAGE_8(8, 2048);

        private final int size;
        private final int channels;

        Shape(int size, int channels) {
            this.size = size;
            this.channels = channels;
        }

        private Window window() {
            return switch (this) {
                case MAX_STEM, MAX_BLOCK -> Window.valid(3, 3, 2);
                case AVERAGE_35, AVERAGE_17, AVERAGE_8 -> Window.same(3, 3);
            };
        }

        private Task task(Pooling kernel, PoolingPlan plan, float[] input, float[] output) {
            return switch (this) {
                case MAX_STEM, MAX_BLOCK -> kernel.maxTask(plan, input, output);
                case AVERAGE_35, AVERAGE_17, AVERAGE_8 ->
                        kernel.averageTask(plan, Padding.NOT_COUNTED, input, output);
            };
        }
    }

    @Param private Shape shape;

    private final Workers alone = new Workers(1);
    private Task scalar;
    private Task vector;

    /// Lays out both and holds their results to each other.
    @Setup(Level.Trial)
    public void prepare() {
        Window window = shape.window();
        Plane in = Plane.dense(shape.size, shape.size, shape.channels);
        Plane out =
                Plane.dense(window.outputHeight(shape.size), window.outputWidth(shape.size), shape.channels);
        PoolingPlan plan = new PoolingPlan(in, out, window);
        float[] input = Values.random(1, in);
        float[] scalarOutput = new float[out.size()];
        float[] vectorOutput = new float[out.size()];
        scalar = shape.task(Pooling.scalar(), plan, input, scalarOutput);
        vector = shape.task(Pooling.vector(), plan, input, vectorOutput);
        alone.run(scalar);
        alone.run(vector);
        Values.requireSame(shape.name(), scalarOutput, vectorOutput);
    }

    /// The plain loop.
    @Benchmark
    public Task poolScalar() {
        alone.run(scalar);
        return scalar;
    }

    /// The Vector API.
    @Benchmark
    public Task poolVector() {
        alone.run(vector);
        return vector;
    }

    @TearDown
    public void close() {
        alone.close();
    }
}
