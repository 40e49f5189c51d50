package lowrankcam.jmh;

import java.util.concurrent.TimeUnit;
import lowrankcam.kernel.Dense;
import lowrankcam.kernel.Pooling;
import lowrankcam.kernel.Resample;
import lowrankcam.kernel.ResampleWeights;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What follows the last block: the global average of 8×8×2048, a head of 1000 classes, a mask's way from 8×8 to
/// 299×299.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallKernelsBenchmark {

    private static final int GRID = 8;
    private static final int CHANNELS = 2048;
    private static final int CLASSES = 1000;
    private static final int IMAGE = 299;

    private final float[] features = Values.random(1, GRID * GRID * CHANNELS);
    private final float[] pooled = Values.random(2, CHANNELS);
    private final float[] weights = Values.random(3, CHANNELS * CLASSES);
    private final float[] bias = Values.random(4, CLASSES);
    private final float[] map = Values.random(5, GRID * GRID);
    private final ResampleWeights up = ResampleWeights.halfPixel(GRID, IMAGE);

    /// Holds the results of each pair to each other.
    @Setup(Level.Trial)
    public void compare() {
        Values.requireSame("global average", globalAverageScalar(), globalAverageVector());
        Values.requireSame("dense", denseScalar(), denseVector());
        Values.requireSame("resample", resampleScalar(), resampleVector());
    }

    @Benchmark
    public float[] globalAverageScalar() {
        return Pooling.scalar().globalAverage(features, CHANNELS);
    }

    @Benchmark
    public float[] globalAverageVector() {
        return Pooling.vector().globalAverage(features, CHANNELS);
    }

    @Benchmark
    public float[] denseScalar() {
        return Dense.scalar().apply(pooled, weights, bias);
    }

    @Benchmark
    public float[] denseVector() {
        return Dense.vector().apply(pooled, weights, bias);
    }

    @Benchmark
    public float[] resampleScalar() {
        return upsampled(Resample.scalar());
    }

    @Benchmark
    public float[] resampleVector() {
        return upsampled(Resample.vector());
    }

    private float[] upsampled(Resample kernel) {
        float[] target = new float[IMAGE * IMAGE];
        kernel.resample(map, GRID, GRID, 1, up, up, target);
        return target;
    }
}
