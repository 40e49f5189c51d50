package lowrankcam.phantom;

import java.util.List;

/// Turns anatomy into the line integral of attenuation at every pixel.
final class PhantomRenderer {

    private static final double FAT = 0.12;
    private static final double MUSCLE = 0.06;
    private static final double METAL = 9;

    private final PhantomView view;

    PhantomRenderer(PhantomView view) {
        this.view = view;
    }

    /// Called for every pixel of a region with its place in the anatomy.
    private interface Spot {
        void at(int index, double x, double y);
    }

    /// Soft tissue and bone.
    float[] tissueAndBone(List<PhantomAnatomy.Tube> tubes, List<PhantomBone> bones, long seed) {
        float[] sum = softTissue(tubes, seed);
        for (PhantomBone bone : bones) {
            double reach = bone.reach();
            band(bone.x(), bone.y(), bone.pointX(bone.length(), 0), bone.pointY(bone.length(), 0), reach,
                    (i, x, y) -> {
                        double v = bone.across(x, y);
                        if (Math.abs(v) < reach) {
                            sum[i] += (float) bone.absorption(bone.along(x, y), v);
                        }
                    });
        }
        return sum;
    }

    /// Implants alone; they overlap without adding up, which changes nothing in a saturated image.
    float[] metal(List<PhantomFinding.Metal> metals) {
        float[] most = new float[view.width() * view.height()];
        double pixel = 1 / view.scale();
        for (PhantomFinding.Metal m : metals) {
            band(m.ax(), m.ay(), m.bx(), m.by(), m.radius() * 1.3 + pixel, (i, x, y) -> {
                double covered = Math.clamp(0.5 - m.distance(x, y) / pixel, 0.0, 1.0);
                most[i] = (float) Math.max(most[i], covered * METAL * m.depth());
            });
        }
        return most;
    }

    /// 255 where any region is, else 0.
    byte[] mask(List<PhantomFinding.Region> regions) {
        byte[] mask = new byte[view.width() * view.height()];
        box(0, 0, view.width() - 1, view.height() - 1, (i, x, y) -> {
            for (PhantomFinding.Region region : regions) {
                if (region.distance(x, y) < 0) {
                    mask[i] = (byte) 255;
                }
            }
        });
        return mask;
    }

    /// Round limbs of muscle under a layer of fat; the fourth-power mean joins them without a crease.
    private float[] softTissue(List<PhantomAnatomy.Tube> tubes, long seed) {
        int pixels = view.width() * view.height();
        float[] skin = new float[pixels];
        float[] muscle = new float[pixels];
        for (PhantomAnatomy.Tube t : tubes) {
            double lx = t.bx() - t.ax();
            double ly = t.by() - t.ay();
            double square = lx * lx + ly * ly;
            double length = Math.sqrt(square);
            double widest = 1.15 * Math.max(t.startRadius(), t.endRadius());
            band(t.ax(), t.ay(), t.bx(), t.by(), widest, (i, x, y) -> {
                double s = Math.clamp(((x - t.ax()) * lx + (y - t.ay()) * ly) / square, 0.0, 1.0);
                double ex = x - t.ax() - s * lx;
                double ey = y - t.ay() - s * ly;
                double d2 = ex * ex + ey * ey;
                if (d2 < widest * widest) {
                    double r = t.startRadius() + s * (t.endRadius() - t.startRadius());
                    double side = lx * ey > ly * ex ? 0 : 9;
                    double wave = PhantomRandom.noise(seed, s * length / (2.2 * r), side);
                    r *= 1 + 0.05 * wave;
                    skin[i] += fourth(r, d2);
                    muscle[i] += fourth(0.84 * r * (1 + 0.04 * wave), d2);
                }
            });
        }
        box(0, 0, view.width() - 1, view.height() - 1, (i, x, y) -> {
            if (skin[i] > 0) {
                double streaks = 1 + 0.05 * PhantomRandom.noise(seed + 3, x * 1.1, y * 0.3)
                        + 0.03 * PhantomRandom.noise(seed + 5, x * 3.1, y * 1.1);
                skin[i] = (float) (FAT * root(skin[i]) + MUSCLE * streaks * root(muscle[i]));
            }
        });
        return skin;
    }

    private static float fourth(double r, double d2) {
        double rest = r * r - d2;
        return rest <= 0 ? 0 : (float) (16 * rest * rest);
    }

    private static double root(double fourthPower) {
        return Math.sqrt(Math.sqrt(fourthPower));
    }

    /// Visits the pixels of an upright box around a segment with some width.
    private void band(double ax, double ay, double bx, double by, double radius, Spot spot) {
        double reach = radius * view.scale() + 1;
        double x0 = view.pixelX(ax, ay);
        double y0 = view.pixelY(ax, ay);
        double x1 = view.pixelX(bx, by);
        double y1 = view.pixelY(bx, by);
        box((int) Math.floor(Math.min(x0, x1) - reach), (int) Math.floor(Math.min(y0, y1) - reach),
                (int) Math.ceil(Math.max(x0, x1) + reach), (int) Math.ceil(Math.max(y0, y1) + reach), spot);
    }

    private void box(int left, int top, int right, int bottom, Spot spot) {
        int x0 = Math.max(0, left);
        int x1 = Math.min(view.width() - 1, right);
        for (int py = Math.max(0, top); py <= Math.min(view.height() - 1, bottom); py++) {
            for (int px = x0; px <= x1; px++) {
                spot.at(py * view.width() + px, view.anatomyX(px, py), view.anatomyY(px, py));
            }
        }
    }
}
