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
    public void output6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
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
    public void output8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
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
            FloatVector a1 = s1.add(s2);
            FloatVector a2 = a1.add(s3);
            FloatVector y0 = d0.add(a2);
            FloatVector b0 = r2.fma(FloatVector.broadcast(S, 2f), r1);
            FloatVector y1 = r3.fma(FloatVector.broadcast(S, 0.5f), b0);
            FloatVector c0 = s2.fma(FloatVector.broadcast(S, 4f), s1);
            FloatVector y2 = s3.fma(FloatVector.broadcast(S, 0.25f), c0);
            FloatVector g0 = r2.fma(FloatVector.broadcast(S, 8f), r1);
            FloatVector g1 = r3.fma(FloatVector.broadcast(S, 0.125f), g0);
            FloatVector y3 = g1.add(d7);
            y0.intoArray(to, t);
            y1.intoArray(to, t + toStep);
            y2.intoArray(to, t + 2 * toStep);
            y3.intoArray(to, t + 3 * toStep);
        }
    }

    @Override
    public void input10(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
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
            FloatVector d8 = FloatVector.fromArray(S, from, f + 8 * fromStep);
            FloatVector d9 = FloatVector.fromArray(S, from, f + 9 * fromStep);
            FloatVector z3 = d6.fma(FloatVector.broadcast(S, -6.375f), d8);
            FloatVector z2 = d4.fma(FloatVector.broadcast(S, 10.91015625f), z3);
            FloatVector z1 = d2.fma(FloatVector.broadcast(S, -5.8603515625f), z2);
            FloatVector t0 = d0.fma(FloatVector.broadcast(S, 0.87890625f), z1);
            FloatVector e1c = d6.fma(FloatVector.broadcast(S, -6.125f), d8);
            FloatVector e1b = d4.fma(FloatVector.broadcast(S, 9.37890625f), e1c);
            FloatVector e1 = d2.fma(FloatVector.broadcast(S, -3.515625f), e1b);
            FloatVector o1c = d5.fma(FloatVector.broadcast(S, -6.125f), d7);
            FloatVector o1b = d3.fma(FloatVector.broadcast(S, 9.37890625f), o1c);
            FloatVector o1 = d1.fma(FloatVector.broadcast(S, -3.515625f), o1b);
            FloatVector t1 = o1.fma(FloatVector.broadcast(S, 0.5f), e1);
            FloatVector t2 = o1.fma(FloatVector.broadcast(S, -0.5f), e1);
            FloatVector e2c = d6.fma(FloatVector.broadcast(S, -5.8125f), d8);
            FloatVector e2b = d4.fma(FloatVector.broadcast(S, 7.640625f), e2c);
            FloatVector e2 = d2.fma(FloatVector.broadcast(S, -1.5625f), e2b);
            FloatVector o2c = d5.fma(FloatVector.broadcast(S, -5.8125f), d7);
            FloatVector o2b = d3.fma(FloatVector.broadcast(S, 7.640625f), o2c);
            FloatVector o2 = d1.fma(FloatVector.broadcast(S, -1.5625f), o2b);
            FloatVector t3 = o2.fma(FloatVector.broadcast(S, 0.75f), e2);
            FloatVector t4 = o2.fma(FloatVector.broadcast(S, -0.75f), e2);
            FloatVector e3c = d6.fma(FloatVector.broadcast(S, -4.8125f), d8);
            FloatVector e3b = d4.fma(FloatVector.broadcast(S, 3.390625f), e3c);
            FloatVector e3 = d2.fma(FloatVector.broadcast(S, -0.5625f), e3b);
            FloatVector o3c = d5.fma(FloatVector.broadcast(S, -4.8125f), d7);
            FloatVector o3b = d3.fma(FloatVector.broadcast(S, 3.390625f), o3c);
            FloatVector o3 = d1.fma(FloatVector.broadcast(S, -0.5625f), o3b);
            FloatVector t5 = o3.fma(FloatVector.broadcast(S, 1.25f), e3);
            FloatVector t6 = o3.fma(FloatVector.broadcast(S, -1.25f), e3);
            FloatVector e4c = d6.fma(FloatVector.broadcast(S, -2.375f), d8);
            FloatVector e4b = d4.fma(FloatVector.broadcast(S, 1.41015625f), e4c);
            FloatVector e4 = d2.fma(FloatVector.broadcast(S, -0.2197265625f), e4b);
            FloatVector o4c = d5.fma(FloatVector.broadcast(S, -2.375f), d7);
            FloatVector o4b = d3.fma(FloatVector.broadcast(S, 1.41015625f), o4c);
            FloatVector o4 = d1.fma(FloatVector.broadcast(S, -0.2197265625f), o4b);
            FloatVector t7 = o4.fma(FloatVector.broadcast(S, 2f), e4);
            FloatVector t8 = o4.fma(FloatVector.broadcast(S, -2f), e4);
            FloatVector i3 = d7.fma(FloatVector.broadcast(S, -6.375f), d9);
            FloatVector i2 = d5.fma(FloatVector.broadcast(S, 10.91015625f), i3);
            FloatVector i1 = d3.fma(FloatVector.broadcast(S, -5.8603515625f), i2);
            FloatVector t9 = d1.fma(FloatVector.broadcast(S, 0.87890625f), i1);
            t0.intoArray(to, t);
            t1.intoArray(to, t + toStep);
            t2.intoArray(to, t + 2 * toStep);
            t3.intoArray(to, t + 3 * toStep);
            t4.intoArray(to, t + 4 * toStep);
            t5.intoArray(to, t + 5 * toStep);
            t6.intoArray(to, t + 6 * toStep);
            t7.intoArray(to, t + 7 * toStep);
            t8.intoArray(to, t + 8 * toStep);
            t9.intoArray(to, t + 9 * toStep);
        }
    }

    @Override
    public void output10(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
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
            FloatVector d8 = FloatVector.fromArray(S, from, f + 8 * fromStep);
            FloatVector d9 = FloatVector.fromArray(S, from, f + 9 * fromStep);
            FloatVector s1 = d1.add(d2);
            FloatVector r1 = d1.sub(d2);
            FloatVector s2 = d3.add(d4);
            FloatVector r2 = d3.sub(d4);
            FloatVector s3 = d5.add(d6);
            FloatVector r3 = d5.sub(d6);
            FloatVector s4 = d7.add(d8);
            FloatVector r4 = d7.sub(d8);
            FloatVector a1 = s1.add(s2);
            FloatVector a2 = a1.add(s3);
            FloatVector a3 = a2.add(s4);
            FloatVector y0 = d0.add(a3);
            FloatVector b0 = r1.mul(0.5f);
            FloatVector b1 = r2.fma(FloatVector.broadcast(S, 0.75f), b0);
            FloatVector b2 = r3.fma(FloatVector.broadcast(S, 1.25f), b1);
            FloatVector y1 = r4.fma(FloatVector.broadcast(S, 2f), b2);
            FloatVector c0 = s1.mul(0.25f);
            FloatVector c1 = s2.fma(FloatVector.broadcast(S, 0.5625f), c0);
            FloatVector c2 = s3.fma(FloatVector.broadcast(S, 1.5625f), c1);
            FloatVector y2 = s4.fma(FloatVector.broadcast(S, 4f), c2);
            FloatVector g0 = r1.fma(FloatVector.broadcast(S, 0.125f), d9);
            FloatVector g1 = r2.fma(FloatVector.broadcast(S, 0.421875f), g0);
            FloatVector g2 = r3.fma(FloatVector.broadcast(S, 1.953125f), g1);
            FloatVector y3 = r4.fma(FloatVector.broadcast(S, 8f), g2);
            y0.intoArray(to, t);
            y1.intoArray(to, t + toStep);
            y2.intoArray(to, t + 2 * toStep);
            y3.intoArray(to, t + 3 * toStep);
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
