package lowrankcam.phantom;

/// From attenuation to grey values: side marker, blur, photon noise, window, collimation. Bone is bright.
final class PhantomDisplay {

    private static final int[] LETTER_L = {16, 16, 16, 16, 16, 16, 31};
    private static final int[] LETTER_R = {30, 17, 17, 30, 20, 18, 17};
    private static final int LEVELS = 4096;

    /// Attenuation shown black and white, the curve between, and the grey of black.
    private record Window(double low, double high, double gamma, double floor) {}

    private final int width;
    private final int height;
    private final PhantomRandom random;

    PhantomDisplay(int width, int height, PhantomRandom random) {
        this.width = width;
        this.height = height;
        this.random = random;
    }

    /// The window follows the anatomy alone, so that an implant does not darken the rest.
    ///
    /// @param mask   loses what the collimator hides
    /// @param marker gets 255 where the side marker is, or null: without one
    /// @param size   of the side marker, 1 for a usual one
    byte[] develop(float[] anatomy, float[] metal, byte[] mask, byte[] marker, double size) {
        double high = percentile(anatomy, 0.995) * random.between(0.92, 1.12);
        double low = high * random.between(-0.02, 0.06);
        double gamma = random.between(1.0, 1.5);
        double floor = random.between(0.01, 0.06);
        double tiltX = random.between(-0.05, 0.05);
        double tiltY = random.between(-0.05, 0.05);
        double grain = random.between(0.012, 0.028);
        double focus = random.between(0.08, 0.2);
        float[] field = new float[anatomy.length];
        double cap = 1.5 * high;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                double heel = 1 + tiltX * (2.0 * x / width - 1) + tiltY * (2.0 * y / height - 1);
                double implant = metal[i] > 0 ? metal[i] * high * 0.6 : 0;
                field[i] = (float) Math.min(cap, anatomy[i] * heel + implant);
            }
        }
        double[] opening = opening();
        marker(field, cap, opening, marker, size);
        blur(field, focus);
        noise(field, grain * high, high);
        blur(field, 0.07);
        return window(field, new Window(low, high, gamma, floor), opening, mask);
    }

    private double percentile(float[] values, double share) {
        double top = 1e-6;
        for (float v : values) {
            top = Math.max(top, v);
        }
        int[] counts = new int[LEVELS];
        int seen = 0;
        for (float v : values) {
            if (v > 0) {
                counts[(int) (v / top * (LEVELS - 1))]++;
                seen++;
            }
        }
        int rest = (int) (seen * (1 - share));
        int level = LEVELS - 1;
        while (level > 0 && rest >= counts[level]) {
            rest -= counts[level--];
        }
        return top * (level + 1) / LEVELS;
    }

    /// The collimator's rectangle: middle, half sides, rotation; often wider than the image.
    private double[] opening() {
        boolean shut = random.chance(0.55);
        double half = shut ? random.between(0.42, 0.5) : 2;
        double halfY = shut ? random.between(0.42, 0.5) : 2;
        double angle = random.between(-0.12, 0.12);
        return new double[] {
            width * random.between(0.47, 0.53), height * random.between(0.47, 0.53),
            width * half, height * halfY, StrictMath.cos(angle), StrictMath.sin(angle)};
    }

    /// A lead letter in some corner; the side of the body is as random as the corner.
    /// What is random is drawn in any case, so that the rest of the image is the same without it.
    private void marker(float[] field, double value, double[] opening, byte[] mask, double size) {
        int[] letter = random.chance(0.5) ? LETTER_L : LETTER_R;
        double cell = size * random.between(3.2, 5.2);
        double angle = random.chance(0.4) ? 0 : random.between(-0.3, 0.3);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double insetX = Math.max(0, width / 2.0 - opening[2]) + random.between(30, 44);
        double insetY = Math.max(0, height / 2.0 - opening[3]) + random.between(34, 52);
        double cx = random.chance(0.5) ? insetX : width - 1 - insetX;
        double cy = random.chance(0.5) ? insetY : height - 1 - insetY;
        if (mask == null) {
            return;
        }
        int reach = (int) (cell * 5.5);
        for (int y = Math.max(0, (int) cy - reach); y < Math.min(height, (int) cy + reach); y++) {
            for (int x = Math.max(0, (int) cx - reach); x < Math.min(width, (int) cx + reach); x++) {
                int hits = 0;
                for (int sub = 0; sub < 9; sub++) {
                    double qx = x - cx + (sub % 3 - 1) / 3.0;
                    double qy = y - cy + (sub / 3 - 1) / 3.0;
                    int column = (int) Math.floor((cos * qx + sin * qy) / cell + 2.5);
                    int row = (int) Math.floor((-sin * qx + cos * qy) / cell + 3.5);
                    boolean inside = row >= 0 && row < 7 && column >= 0 && column < 5;
                    if (inside && (letter[row] >> (4 - column) & 1) == 1) {
                        hits++;
                    }
                }
                int i = y * width + x;
                double across = Math.abs(cos * (x - cx) + sin * (y - cy)) / cell;
                double along = Math.abs(-sin * (x - cx) + cos * (y - cy)) / cell;
                mask[i] = (byte) (across <= 3 && along <= 4 ? 255 : 0);
                field[i] += (float) ((value - field[i]) * hits / 9);
            }
        }
    }

    /// Three taps in each direction, `side` to either neighbour.
    private void blur(float[] field, double side) {
        float w = (float) side;
        float m = 1 - 2 * w;
        for (int y = 0; y < height; y++) {
            float before = field[y * width];
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float now = field[i];
                float after = x + 1 < width ? field[i + 1] : now;
                field[i] = m * now + w * (before + after);
                before = now;
            }
        }
        for (int x = 0; x < width; x++) {
            float before = field[x];
            for (int y = 0; y < height; y++) {
                int i = y * width + x;
                float now = field[i];
                float after = y + 1 < height ? field[i + width] : now;
                field[i] = m * now + w * (before + after);
                before = now;
            }
        }
    }

    /// Photon noise in the logarithm: its deviation grows with the square root of the attenuation factor.
    private void noise(float[] field, double atHigh, double high) {
        double[] deviation = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            double p = 1.6 * high * i / LEVELS;
            deviation[i] = atHigh * StrictMath.exp((p - high) / 2);
        }
        double step = LEVELS / (1.6 * high);
        for (int i = 0; i < field.length; i++) {
            int level = Math.clamp((int) (field[i] * step), 0, LEVELS - 1);
            field[i] += (float) (deviation[level] * random.bell());
        }
    }

    private byte[] window(float[] field, Window window, double[] opening, byte[] mask) {
        byte[] curve = new byte[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            double shade = StrictMath.pow(i / (LEVELS - 1.0), window.gamma);
            curve[i] = (byte) Math.round(255 * (window.floor + (1 - window.floor) * shade));
        }
        double dark = random.between(0, 0.8);
        byte[] gray = new byte[field.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                double qx = x - opening[0];
                double qy = y - opening[1];
                double dx = Math.abs(opening[4] * qx + opening[5] * qy) - opening[2];
                double dy = Math.abs(-opening[5] * qx + opening[4] * qy) - opening[3];
                double open = Math.clamp(0.5 - Math.max(dx, dy) / 2.5, 0.0, 1.0);
                double shade = (field[i] - window.low) / (window.high - window.low);
                int level = Math.clamp((int) (shade * (LEVELS - 1)), 0, LEVELS - 1);
                double value = curve[level] & 0xFF;
                if (open < 0.5) {
                    mask[i] = 0;
                }
                gray[i] = (byte) Math.round(value * open + (1 - open) * dark * 10);
            }
        }
        return gray;
    }
}
