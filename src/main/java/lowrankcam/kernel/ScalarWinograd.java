package lowrankcam.kernel;

/// The plain loops, and the oracle of the vector kernels.
record ScalarWinograd() implements WinogradKernels {

    @Override
    public void input6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += 1) {
            int f = at + c;
            int t = target + c;
            float d0 = from[f];
            float d1 = from[f + fromStep];
            float d2 = from[f + 2 * fromStep];
            float d3 = from[f + 3 * fromStep];
            float d4 = from[f + 4 * fromStep];
            float d5 = from[f + 5 * fromStep];
            float a = Math.fma(d2, -4f, d4);
            float b = Math.fma(d1, -4f, d3);
            float p = d4 - d2;
            float q = d3 - d1;
            float e0 = Math.fma(d2, -5f, d4);
            float e5 = Math.fma(d3, -5f, d5);
            float t0 = Math.fma(d0, 4f, e0);
            float t1 = a + b;
            float t2 = a - b;
            float t3 = Math.fma(q, 2f, p);
            float t4 = Math.fma(q, -2f, p);
            float t5 = Math.fma(d1, 4f, e5);
            to[t] = t0;
            to[t + toStep] = t1;
            to[t + 2 * toStep] = t2;
            to[t + 3 * toStep] = t3;
            to[t + 4 * toStep] = t4;
            to[t + 5 * toStep] = t5;
        }
    }

    @Override
    public void output6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += 1) {
            int f = at + c;
            int t = target + c;
            float d0 = from[f];
            float d1 = from[f + fromStep];
            float d2 = from[f + 2 * fromStep];
            float d3 = from[f + 3 * fromStep];
            float d4 = from[f + 4 * fromStep];
            float d5 = from[f + 5 * fromStep];
            float s = d1 + d2;
            float r = d1 - d2;
            float u = d3 + d4;
            float v = d3 - d4;
            float su = s + u;
            float y0 = d0 + su;
            float y1 = Math.fma(v, 2f, r);
            float y2 = Math.fma(u, 4f, s);
            float z3 = Math.fma(v, 8f, r);
            float y3 = z3 + d5;
            to[t] = y0;
            to[t + toStep] = y1;
            to[t + 2 * toStep] = y2;
            to[t + 3 * toStep] = y3;
        }
    }

    @Override
    public void input8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += 1) {
            int f = at + c;
            int t = target + c;
            float d0 = from[f];
            float d1 = from[f + fromStep];
            float d2 = from[f + 2 * fromStep];
            float d3 = from[f + 3 * fromStep];
            float d4 = from[f + 4 * fromStep];
            float d5 = from[f + 5 * fromStep];
            float d6 = from[f + 6 * fromStep];
            float d7 = from[f + 7 * fromStep];
            float g0 = d2 - d4;
            float t0 = Math.fma(g0, 5.25f, d6 - d0);
            float g7 = d3 - d5;
            float t7 = Math.fma(g7, 5.25f, d7 - d1);
            float a26 = d2 + d6;
            float a15 = d1 + d5;
            float e1 = Math.fma(d4, -4.25f, a26);
            float o1 = Math.fma(d3, -4.25f, a15);
            float t1 = e1 + o1;
            float t2 = e1 - o1;
            float e3a = Math.fma(d2, 0.25f, d6);
            float e3 = Math.fma(d4, -1.25f, e3a);
            float o3a = Math.fma(d5, 4f, d1);
            float o3 = Math.fma(d3, -5f, o3a);
            float t3 = Math.fma(o3, 0.5f, e3);
            float t4 = Math.fma(o3, -0.5f, e3);
            float e5a = Math.fma(d2, 4f, d6);
            float e5 = Math.fma(d4, -5f, e5a);
            float o5a = Math.fma(d1, 4f, d5);
            float o5 = Math.fma(d3, -5f, o5a);
            float t5 = Math.fma(o5, 0.5f, e5);
            float t6 = Math.fma(o5, -0.5f, e5);
            to[t] = t0;
            to[t + toStep] = t1;
            to[t + 2 * toStep] = t2;
            to[t + 3 * toStep] = t3;
            to[t + 4 * toStep] = t4;
            to[t + 5 * toStep] = t5;
            to[t + 6 * toStep] = t6;
            to[t + 7 * toStep] = t7;
        }
    }

    @Override
    public void output8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += 1) {
            int f = at + c;
            int t = target + c;
            float d0 = from[f];
            float d1 = from[f + fromStep];
            float d2 = from[f + 2 * fromStep];
            float d3 = from[f + 3 * fromStep];
            float d4 = from[f + 4 * fromStep];
            float d5 = from[f + 5 * fromStep];
            float d6 = from[f + 6 * fromStep];
            float d7 = from[f + 7 * fromStep];
            float s1 = d1 + d2;
            float r1 = d1 - d2;
            float s2 = d3 + d4;
            float r2 = d3 - d4;
            float s3 = d5 + d6;
            float r3 = d5 - d6;
            float a1 = s1 + s2;
            float a2 = a1 + s3;
            float y0 = d0 + a2;
            float b0 = Math.fma(r2, 2f, r1);
            float y1 = Math.fma(r3, 0.5f, b0);
            float c0 = Math.fma(s2, 4f, s1);
            float y2 = Math.fma(s3, 0.25f, c0);
            float g0 = Math.fma(r2, 8f, r1);
            float g1 = Math.fma(r3, 0.125f, g0);
            float y3 = g1 + d7;
            to[t] = y0;
            to[t + toStep] = y1;
            to[t + 2 * toStep] = y2;
            to[t + 3 * toStep] = y3;
        }
    }

    @Override
    public void input10(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += 1) {
            int f = at + c;
            int t = target + c;
            float d0 = from[f];
            float d1 = from[f + fromStep];
            float d2 = from[f + 2 * fromStep];
            float d3 = from[f + 3 * fromStep];
            float d4 = from[f + 4 * fromStep];
            float d5 = from[f + 5 * fromStep];
            float d6 = from[f + 6 * fromStep];
            float d7 = from[f + 7 * fromStep];
            float d8 = from[f + 8 * fromStep];
            float d9 = from[f + 9 * fromStep];
            float z3 = Math.fma(d6, -6.375f, d8);
            float z2 = Math.fma(d4, 10.91015625f, z3);
            float z1 = Math.fma(d2, -5.8603515625f, z2);
            float t0 = Math.fma(d0, 0.87890625f, z1);
            float e1c = Math.fma(d6, -6.125f, d8);
            float e1b = Math.fma(d4, 9.37890625f, e1c);
            float e1 = Math.fma(d2, -3.515625f, e1b);
            float o1c = Math.fma(d5, -6.125f, d7);
            float o1b = Math.fma(d3, 9.37890625f, o1c);
            float o1 = Math.fma(d1, -3.515625f, o1b);
            float t1 = Math.fma(o1, 0.5f, e1);
            float t2 = Math.fma(o1, -0.5f, e1);
            float e2c = Math.fma(d6, -5.8125f, d8);
            float e2b = Math.fma(d4, 7.640625f, e2c);
            float e2 = Math.fma(d2, -1.5625f, e2b);
            float o2c = Math.fma(d5, -5.8125f, d7);
            float o2b = Math.fma(d3, 7.640625f, o2c);
            float o2 = Math.fma(d1, -1.5625f, o2b);
            float t3 = Math.fma(o2, 0.75f, e2);
            float t4 = Math.fma(o2, -0.75f, e2);
            float e3c = Math.fma(d6, -4.8125f, d8);
            float e3b = Math.fma(d4, 3.390625f, e3c);
            float e3 = Math.fma(d2, -0.5625f, e3b);
            float o3c = Math.fma(d5, -4.8125f, d7);
            float o3b = Math.fma(d3, 3.390625f, o3c);
            float o3 = Math.fma(d1, -0.5625f, o3b);
            float t5 = Math.fma(o3, 1.25f, e3);
            float t6 = Math.fma(o3, -1.25f, e3);
            float e4c = Math.fma(d6, -2.375f, d8);
            float e4b = Math.fma(d4, 1.41015625f, e4c);
            float e4 = Math.fma(d2, -0.2197265625f, e4b);
            float o4c = Math.fma(d5, -2.375f, d7);
            float o4b = Math.fma(d3, 1.41015625f, o4c);
            float o4 = Math.fma(d1, -0.2197265625f, o4b);
            float t7 = Math.fma(o4, 2f, e4);
            float t8 = Math.fma(o4, -2f, e4);
            float i3 = Math.fma(d7, -6.375f, d9);
            float i2 = Math.fma(d5, 10.91015625f, i3);
            float i1 = Math.fma(d3, -5.8603515625f, i2);
            float t9 = Math.fma(d1, 0.87890625f, i1);
            to[t] = t0;
            to[t + toStep] = t1;
            to[t + 2 * toStep] = t2;
            to[t + 3 * toStep] = t3;
            to[t + 4 * toStep] = t4;
            to[t + 5 * toStep] = t5;
            to[t + 6 * toStep] = t6;
            to[t + 7 * toStep] = t7;
            to[t + 8 * toStep] = t8;
            to[t + 9 * toStep] = t9;
        }
    }

    @Override
    public void output10(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        for (int c = 0; c < channels; c += 1) {
            int f = at + c;
            int t = target + c;
            float d0 = from[f];
            float d1 = from[f + fromStep];
            float d2 = from[f + 2 * fromStep];
            float d3 = from[f + 3 * fromStep];
            float d4 = from[f + 4 * fromStep];
            float d5 = from[f + 5 * fromStep];
            float d6 = from[f + 6 * fromStep];
            float d7 = from[f + 7 * fromStep];
            float d8 = from[f + 8 * fromStep];
            float d9 = from[f + 9 * fromStep];
            float s1 = d1 + d2;
            float r1 = d1 - d2;
            float s2 = d3 + d4;
            float r2 = d3 - d4;
            float s3 = d5 + d6;
            float r3 = d5 - d6;
            float s4 = d7 + d8;
            float r4 = d7 - d8;
            float a1 = s1 + s2;
            float a2 = a1 + s3;
            float a3 = a2 + s4;
            float y0 = d0 + a3;
            float b0 = r1 * 0.5f;
            float b1 = Math.fma(r2, 0.75f, b0);
            float b2 = Math.fma(r3, 1.25f, b1);
            float y1 = Math.fma(r4, 2f, b2);
            float c0 = s1 * 0.25f;
            float c1 = Math.fma(s2, 0.5625f, c0);
            float c2 = Math.fma(s3, 1.5625f, c1);
            float y2 = Math.fma(s4, 4f, c2);
            float g0 = Math.fma(r1, 0.125f, d9);
            float g1 = Math.fma(r2, 0.421875f, g0);
            float g2 = Math.fma(r3, 1.953125f, g1);
            float y3 = Math.fma(r4, 8f, g2);
            to[t] = y0;
            to[t + toStep] = y1;
            to[t + 2 * toStep] = y2;
            to[t + 3 * toStep] = y3;
        }
    }

    @Override
    public void product(
            float[] a, int[] aRows, PackedWeights w, int panel, float[] c, int[] cRows, float[] zeros, int first, int end) {
        int outputs = w.outputs();
        for (int p = first; p < end; p++) {
            System.arraycopy(zeros, 0, c, cRows[p], outputs);
            for (int k = 0; k < w.rows(); k++) {
                for (int o = 0; o < outputs; o++) {
                    c[cRows[p] + o] = Math.fma(a[aRows[p] + k], w.values()[w.index(0, k) + o], c[cRows[p] + o]);
                }
            }
        }
    }

    @Override
    public void finish(float[] from, int at, float[] bias, int first, float[] out, int target, int channels) {
        for (int c = 0; c < channels; c++) {
            out[target + c] = Math.max(0f, from[at + c] + bias[first + c]);
        }
    }
}
