package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Lanes along channels.
record VectorWinograd() implements WinogradKernels {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    @Override
    public void input6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += N) {
            int f = at + c;
            int t = target + c;
            FloatVector d0 = FloatVector.fromArray(S, from, f);
            FloatVector d1 = FloatVector.fromArray(S, from, f + fromStep);
            FloatVector d2 = FloatVector.fromArray(S, from, f + 2 * fromStep);
            FloatVector d3 = FloatVector.fromArray(S, from, f + 3 * fromStep);
            FloatVector d4 = FloatVector.fromArray(S, from, f + 4 * fromStep);
            FloatVector d5 = FloatVector.fromArray(S, from, f + 5 * fromStep);
            FloatVector a = d2.fma(FloatVector.broadcast(S, -4f), d4);
            FloatVector b = d1.fma(FloatVector.broadcast(S, -4f), d3);
            FloatVector p = d4.sub(d2);
            FloatVector q = d3.sub(d1);
            FloatVector e0 = d2.fma(FloatVector.broadcast(S, -5f), d4);
            FloatVector e5 = d3.fma(FloatVector.broadcast(S, -5f), d5);
            FloatVector t0 = d0.fma(FloatVector.broadcast(S, 4f), e0);
            FloatVector t1 = a.add(b);
            FloatVector t2 = a.sub(b);
            FloatVector t3 = q.fma(FloatVector.broadcast(S, 2f), p);
            FloatVector t4 = q.fma(FloatVector.broadcast(S, -2f), p);
            FloatVector t5 = d1.fma(FloatVector.broadcast(S, 4f), e5);
            t0.intoArray(to, t);
            t1.intoArray(to, t + toStep);
            t2.intoArray(to, t + 2 * toStep);
            t3.intoArray(to, t + 3 * toStep);
            t4.intoArray(to, t + 4 * toStep);
            t5.intoArray(to, t + 5 * toStep);
        }
    }

    @Override
    public void output4(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += N) {
            int f = at + c;
            int t = target + c;
            FloatVector d0 = FloatVector.fromArray(S, from, f);
            FloatVector d1 = FloatVector.fromArray(S, from, f + fromStep);
            FloatVector d2 = FloatVector.fromArray(S, from, f + 2 * fromStep);
            FloatVector d3 = FloatVector.fromArray(S, from, f + 3 * fromStep);
            FloatVector d4 = FloatVector.fromArray(S, from, f + 4 * fromStep);
            FloatVector d5 = FloatVector.fromArray(S, from, f + 5 * fromStep);
            FloatVector s = d1.add(d2);
            FloatVector r = d1.sub(d2);
            FloatVector u = d3.add(d4);
            FloatVector v = d3.sub(d4);
            FloatVector su = s.add(u);
            FloatVector y0 = d0.add(su);
            FloatVector y1 = v.fma(FloatVector.broadcast(S, 2f), r);
            FloatVector y2 = u.fma(FloatVector.broadcast(S, 4f), s);
            FloatVector z3 = v.fma(FloatVector.broadcast(S, 8f), r);
            FloatVector y3 = z3.add(d5);
            y0.intoArray(to, t);
            y1.intoArray(to, t + toStep);
            y2.intoArray(to, t + 2 * toStep);
            y3.intoArray(to, t + 3 * toStep);
        }
    }

    @Override
    public void input8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += N) {
            int f = at + c;
            int t = target + c;
            FloatVector d0 = FloatVector.fromArray(S, from, f);
            FloatVector d1 = FloatVector.fromArray(S, from, f + fromStep);
            FloatVector d2 = FloatVector.fromArray(S, from, f + 2 * fromStep);
            FloatVector d3 = FloatVector.fromArray(S, from, f + 3 * fromStep);
            FloatVector d4 = FloatVector.fromArray(S, from, f + 4 * fromStep);
            FloatVector d5 = FloatVector.fromArray(S, from, f + 5 * fromStep);
            FloatVector d6 = FloatVector.fromArray(S, from, f + 6 * fromStep);
            FloatVector d7 = FloatVector.fromArray(S, from, f + 7 * fromStep);
            FloatVector g0 = d2.sub(d4);
            FloatVector t0 = g0.fma(FloatVector.broadcast(S, 5.25f), d6.sub(d0));
            FloatVector g7 = d3.sub(d5);
            FloatVector t7 = g7.fma(FloatVector.broadcast(S, 5.25f), d7.sub(d1));
            FloatVector a26 = d2.add(d6);
            FloatVector a15 = d1.add(d5);
            FloatVector e1 = d4.fma(FloatVector.broadcast(S, -4.25f), a26);
            FloatVector o1 = d3.fma(FloatVector.broadcast(S, -4.25f), a15);
            FloatVector t1 = e1.add(o1);
            FloatVector t2 = e1.sub(o1);
            FloatVector e3a = d2.fma(FloatVector.broadcast(S, 0.25f), d6);
            FloatVector e3 = d4.fma(FloatVector.broadcast(S, -1.25f), e3a);
            FloatVector o3a = d5.fma(FloatVector.broadcast(S, 4f), d1);
            FloatVector o3 = d3.fma(FloatVector.broadcast(S, -5f), o3a);
            FloatVector t3 = o3.fma(FloatVector.broadcast(S, 0.5f), e3);
            FloatVector t4 = o3.fma(FloatVector.broadcast(S, -0.5f), e3);
            FloatVector e5a = d2.fma(FloatVector.broadcast(S, 4f), d6);
            FloatVector e5 = d4.fma(FloatVector.broadcast(S, -5f), e5a);
            FloatVector o5a = d1.fma(FloatVector.broadcast(S, 4f), d5);
            FloatVector o5 = d3.fma(FloatVector.broadcast(S, -5f), o5a);
            FloatVector t5 = o5.fma(FloatVector.broadcast(S, 0.5f), e5);
            FloatVector t6 = o5.fma(FloatVector.broadcast(S, -0.5f), e5);
            t0.intoArray(to, t);
            t1.intoArray(to, t + toStep);
            t2.intoArray(to, t + 2 * toStep);
            t3.intoArray(to, t + 3 * toStep);
            t4.intoArray(to, t + 4 * toStep);
            t5.intoArray(to, t + 5 * toStep);
            t6.intoArray(to, t + 6 * toStep);
            t7.intoArray(to, t + 7 * toStep);
        }
    }

    @Override
    public void output2(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += N) {
            int f = at + c;
            int t = target + c;
            FloatVector d0 = FloatVector.fromArray(S, from, f);
            FloatVector d1 = FloatVector.fromArray(S, from, f + fromStep);
            FloatVector d2 = FloatVector.fromArray(S, from, f + 2 * fromStep);
            FloatVector d3 = FloatVector.fromArray(S, from, f + 3 * fromStep);
            FloatVector d4 = FloatVector.fromArray(S, from, f + 4 * fromStep);
            FloatVector d5 = FloatVector.fromArray(S, from, f + 5 * fromStep);
            FloatVector d6 = FloatVector.fromArray(S, from, f + 6 * fromStep);
            FloatVector d7 = FloatVector.fromArray(S, from, f + 7 * fromStep);
            FloatVector s1 = d1.add(d2);
            FloatVector r1 = d1.sub(d2);
            FloatVector s2 = d3.add(d4);
            FloatVector r2 = d3.sub(d4);
            FloatVector s3 = d5.add(d6);
            FloatVector r3 = d5.sub(d6);
            FloatVector p = s1.add(s2);
            FloatVector q = p.add(s3);
            FloatVector y0 = d0.add(q);
            FloatVector w = r2.fma(FloatVector.broadcast(S, 2f), r1);
            FloatVector x = r3.fma(FloatVector.broadcast(S, 0.5f), w);
            FloatVector y1 = x.add(d7);
            y0.intoArray(to, t);
            y1.intoArray(to, t + toStep);
        }
    }

    @Override
    public void product(
            float[] a, int[] aRows, PackedWeights w, int panel, float[] c, int[] cRows, float[] zeros, int first, int end) {
        VectorConvolution.panelProduct(a, aRows, 0, w, panel, 0, w.rows(), c, cRows, zeros, 0, first, end);
    }

    @Override
    public void finish(float[] from, int at, float[] bias, int first, float[] out, int target, int channels) {
        for (int c = 0; c < channels; c += N) {
            FloatVector.fromArray(S, from, at + c).add(FloatVector.fromArray(S, bias, first + c)).max(0f)
                    .intoArray(out, target + c);
        }
    }
}
