package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import lowrankcam.tensor.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scalar and vector pooling, dense layers and resampling give the same bits.
class PoolingParityTest {

    @ParameterizedTest
    @CsvSource({"1,5,5", "3,8,9", "15,7,7", "16,8,8", "17,9,6", "33,5,11", "70,8,8"})
    void maximumAndAverageAgree(int channels, int height, int width) {
        Random random = new Random(channels);
        Plane in = Plane.bordered(height, width, channels, 2);
        float[] input = Bits.random(random, in.size());
        for (Window window : new Window[] {Window.valid(3, 3, 2), Window.same(3, 3)}) {
            Plane out =
                    new Plane(window.outputHeight(height), window.outputWidth(width), channels, 0, channels + 3, 1);
            PoolingPlan plan = new PoolingPlan(in, out, window);
            try (Workers workers = new Workers(2)) {
                float[] scalar = new float[out.size()];
                float[] vector = new float[out.size()];
                Pooling.scalar().max(plan, input, scalar, workers);
                Pooling.vector().max(plan, input, vector, workers);
                Bits.assertSame(scalar, vector, "max " + window);
                for (Padding padding : Padding.values()) {
                    Pooling.scalar().average(plan, padding, input, scalar, workers);
                    Pooling.vector().average(plan, padding, input, vector, workers);
                    Bits.assertSame(scalar, vector, "average " + window + " " + padding);
                }
            }
        }
        float[] dense = Bits.random(random, height * width * channels);
        Bits.assertSame(
                Pooling.scalar().globalAverage(dense, channels), Pooling.vector().globalAverage(dense, channels),
                "global average");
    }

    /// 1 2 3 / 4 5 6 / 7 8 9: the corner window holds 1 2 4 5, sum 12; over 4 or over 9.
    @Test
    void paddingCountsOrNot() {
        Plane plane = Plane.dense(3, 3, 1);
        PoolingPlan plan = new PoolingPlan(plane, plane, Window.same(3, 3));
        float[] input = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        float[] output = new float[9];
        try (Workers workers = new Workers(1)) {
            Pooling.scalar().average(plan, Padding.NOT_COUNTED, input, output, workers);
            assertEquals(3f, output[0]);
            assertEquals(21f / 6, output[1]);
            assertEquals(5f, output[4]);
            Pooling.scalar().average(plan, Padding.COUNTED, input, output, workers);
            assertEquals(12f / 9, output[0]);
            assertEquals(5f, output[4]);
            Pooling.scalar().max(plan, input, output, workers);
            assertEquals(5f, output[0]);
            assertEquals(9f, output[8]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,2", "64,15", "2048,16", "100,17", "7,1000"})
    void denseAgrees(int inputs, int outputs) {
        Random random = new Random(inputs);
        float[] x = Bits.random(random, inputs);
        float[] weights = Bits.random(random, inputs * outputs);
        float[] bias = Bits.random(random, outputs);
        Bits.assertSame(Dense.scalar().apply(x, weights, bias), Dense.vector().apply(x, weights, bias), "dense");
    }

    @ParameterizedTest
    @CsvSource({"8,8,1,299,299", "1,1,3,5,7", "61,47,1,299,299", "500,360,3,299,299", "3,5,1,3,5", "17,9,2,4,31"})
    void resamplingAgrees(int height, int width, int channels, int toHeight, int toWidth) {
        float[] source = Bits.random(new Random(height), height * width * channels);
        ResampleWeights[][] rules = {
            {ResampleWeights.halfPixel(height, toHeight), ResampleWeights.halfPixel(width, toWidth)},
            {ResampleWeights.alignCorners(height, toHeight), ResampleWeights.alignCorners(width, toWidth)},
            {
                ResampleWeights.antialiasedBilinear(height, toHeight),
                ResampleWeights.antialiasedBilinear(width, toWidth)
            },
        };
        for (ResampleWeights[] rule : rules) {
            float[] scalar = new float[toHeight * toWidth * channels];
            float[] vector = new float[scalar.length];
            Resample.scalar().resample(source, height, width, channels, rule[0], rule[1], scalar);
            Resample.vector().resample(source, height, width, channels, rule[0], rule[1], vector);
            Bits.assertSame(scalar, vector, "resampling");
        }
    }

    /// A part of what is resampled has the bits that it has in the whole, from both kernels.
    @ParameterizedTest
    @CsvSource({"61,47,1,299,400", "500,360,3,299,320", "9,9,2,9,9"})
    void aPartIsResampledAsInTheWhole(int height, int width, int channels, int toHeight, int toWidth) {
        float[] source = Bits.random(new Random(height), height * width * channels);
        ResampleWeights.Part rows = new ResampleWeights.Part(toHeight, toHeight / 3, toHeight / 2);
        ResampleWeights.Part columns = new ResampleWeights.Part(toWidth, toWidth / 4, toWidth / 2);
        ResampleWeights[][] wholes = {
            {ResampleWeights.halfPixel(height, toHeight), ResampleWeights.halfPixel(width, toWidth)},
            {ResampleWeights.alignCorners(height, toHeight), ResampleWeights.alignCorners(width, toWidth)},
            {ResampleWeights.antialiasedBilinear(height, toHeight), ResampleWeights.antialiasedBilinear(width, toWidth)}
        };
        ResampleWeights[][] parts = {
            {ResampleWeights.halfPixel(height, rows), ResampleWeights.halfPixel(width, columns)},
            {ResampleWeights.alignCorners(height, rows), ResampleWeights.alignCorners(width, columns)},
            {ResampleWeights.antialiasedBilinear(height, rows), ResampleWeights.antialiasedBilinear(width, columns)}
        };
        for (int i = 0; i < wholes.length; i++) {
            float[] whole = new float[toHeight * toWidth * channels];
            Resample.scalar().resample(source, height, width, channels, wholes[i][0], wholes[i][1], whole);
            int line = columns.count() * channels;
            float[] expected = new float[rows.count() * line];
            for (int y = 0; y < rows.count(); y++) {
                int from = (int) ((rows.first() + y) * toWidth + columns.first()) * channels;
                System.arraycopy(whole, from, expected, y * line, line);
            }
            for (Resample kernel : new Resample[] {Resample.scalar(), Resample.vector()}) {
                float[] part = new float[expected.length];
                kernel.resample(source, height, width, channels, parts[i][0], parts[i][1], part);
                Bits.assertSame(expected, part, "rule " + i);
            }
        }
    }
}
