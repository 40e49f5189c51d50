package lowrankcam.phantom;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.dataset.BodyPart;

/// Bones and soft tissue of one body part, in centimetres: the limb runs down the y axis, the middle of a
/// typical view is the origin.
final class PhantomAnatomy {

    /// A tapered round limb segment of soft tissue.
    record Tube(double ax, double ay, double bx, double by, double startRadius, double endRadius) {}

    /// A bone that may carry a finding, and the stretch of it that a typical view shows.
    record Target(int bone, double from, double to) {}

    final List<PhantomBone> bones = new ArrayList<>();
    final List<Tube> tubes = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();

    /// Length that the long side of an image shows.
    final double field;
    /// Smallest ratio of short to long side at which the part still fits.
    final double minAspect;

    private final PhantomRandom random;

    /// @param study drawn from for what the views of a study share
    /// @param view  drawn from for the pose
    PhantomAnatomy(BodyPart part, PhantomRandom study, PhantomRandom view) {
        random = study;
        switch (part) {
            case HUMERUS -> {
                field = 27;
                minAspect = 0.5;
                humerus();
            }
            case FOREARM -> {
                field = 21;
                minAspect = 0.5;
                forearm();
            }
            case ELBOW -> {
                field = 17;
                minAspect = 0.7;
                elbow(view.between(0, 1.25) * view.sign());
            }
            case WRIST -> {
                field = 13;
                minAspect = 0.6;
                wrist();
            }
            case HAND -> {
                field = 14.5;
                minAspect = 0.75;
                hand();
            }
            case FINGER -> {
                field = 9.5;
                minAspect = 0.5;
                finger(view.chance(0.6));
            }
            case SHOULDER -> {
                field = 20;
                minAspect = 0.75;
                shoulder();
            }
            default -> throw new IllegalStateException("no anatomy of " + part);
        }
    }

    private void humerus() {
        bone(0, -13, 0, 12.5, 1.15, 0.36, 0.3, 0.95, 1.15, 2.0, 0.8, 1);
        target(0, 6, 20);
        bone(-3.9, -17, -5.2, -6, 2.0, 0.1, 0.3, 0.1, -0.5, 1.5, 1, 0.28);
        bone(-0.9, 12.7, -0.9, 26, 0.75, 0.35, 0, 0.8, 0, 0.8, 0.5, 1);
        bone(1.2, 13.0, 1.3, 26, 0.6, 0.35, 0, 0.6, 0, 0.4, 0.5, 1);
        tube(-3, -22, 0, -4, 7.5, 4.9);
        tube(0, -4, 0, 10, 4.9, 4.0);
        tube(0, 10, 0, 28, 4.1, 3.7);
    }

    private void forearm() {
        bone(1.0, -10.0, 1.4, 11, 0.62, 0.42, 0.55, 0.5, 0.95, 0.4, 0.5, 1);
        target(0, 5, 18);
        bone(-1.2, -11.2, -1.5, 10.6, 0.6, 0.42, -0.3, 1.0, 0.3, 0.8, 0.5, 1);
        target(1, 5, 18);
        bone(0, -26, 0, -11.4, 1.1, 0.36, 0, 0, 1.2, 1, 0.8, 1);
        carpals(0, 12.0);
        tube(0, -28, 0, -8, 4.4, 4.3);
        tube(0, -8, 0, 10, 4.3, 2.7);
        tube(0, 10, 0, 24, 2.7, 3.8);
    }

    private void elbow(double bend) {
        bone(0, -20, 0, -0.2, 1.1, 0.36, 0, 0, 1.35, 1, 0.9, 1);
        target(0, 12, 17.5);
        double c = StrictMath.cos(bend);
        double s = StrictMath.sin(bend);
        double[][] starts = {{-0.7, -0.9}, {1.15, 0.5}};
        double[] radii = {0.75, 0.58};
        double[] flares = {1.1, 0.75};
        for (int i = 0; i < 2; i++) {
            double x = starts[i][0] * c - starts[i][1] * s;
            double y = starts[i][0] * s + starts[i][1] * c;
            bone(x, y, x - 20 * s, y + 20 * c, radii[i], 0.4, 0, flares[i], 0, 0.5, 0.5, 1);
            target(1 + i, 2.5, 7.5);
        }
        tube(0, -24, 0, 0, 4.6, 3.9);
        tube(0, 0, -20 * s, 20 * c, 4.1, 3.4);
    }

    private void wrist() {
        bone(1.0, -18, 0.95, -1.0, 0.66, 0.4, 0.2, 0, 1.15, 0.5, 0.5, 1);
        target(0, 12, 15.6);
        bone(-1.4, -18, -1.35, -1.1, 0.56, 0.42, 0, 0, 0.5, 0.5, 0.5, 1);
        target(1, 12, 15.6);
        carpals(0, -0.1);
        rays(3.1, 5);
        tube(0, -22, 0, -2, 3.4, 2.8);
        tube(0, -2, 0, 3, 2.7, 2.6);
    }

    private void hand() {
        bone(0.9, -20, 0.9, -8.1, 0.66, 0.4, 0.2, 0, 1.1, 0.5, 0.5, 1);
        bone(-1.4, -20, -1.35, -8.2, 0.56, 0.42, 0, 0, 0.5, 0.5, 0.5, 1);
        carpals(0, -7.2);
        rays(-4.0, 4);
        tube(0, -22, 0, -7, 3.0, 2.7);
        tube(0, -7, 0, -3, 2.5, 2.6);
    }

    private void finger(boolean neighbour) {
        ray(0, -8.8, 0, 5.8, new double[] {4.2, 2.6, 2.0}, 1.08, 3, false);
        if (neighbour) {
            double side = random.sign();
            double top = -8.6 + random.between(0, 1.2);
            ray(2.15 * side, top, -0.1 * side, 5.4, new double[] {3.9, 2.4, 1.8}, 1, 0, false);
        }
        tube(0, -16, 0, -4, 2.6, 1.5);
    }

    private void shoulder() {
        bone(3.6, -2.6, 5.0, 22, 1.2, 0.36, 0, 1.15, 0, 2.3, 1, 1);
        target(0, 4, 11.5);
        bone(0.2, -3.6, -3.6, 8.5, 2.2, 0.1, 0.4, 0.1, -0.55, 1.6, 1, 0.26);
        bone(2.4, -4.9, -11, -6.4, 0.6, 0.4, 0.5, 0.4, 0, 0.4, 0.5, 1);
        target(2, 3, 8.5);
        bone(3.4, -5.3, -2.5, -3.2, 0.6, 0.3, 0.3, 0.2, 0, 0.6, 0.6, 0.7);
        for (int i = 0; i < 5; i++) {
            double y = -4.5 + 2.9 * i;
            bone(-3.6 - 0.25 * i, y + 1.2, -15, y + 0.3, 0.5, 0.3, 1.6, 0, 0, 0.5, 0.5, 0.5);
        }
        tube(-10, -6, -10, 24, 6.5, 8);
        tube(-5, -3.2, 3, 0, 5.5, 4.4);
        tube(3, 0, 4.8, 24, 4.8, 4.4);
    }

    /// Two rows of four small round bones.
    private void carpals(double x, double y) {
        for (int i = 0; i < 8; i++) {
            int column = i % 4;
            double cx = x - 1.7 + 1.13 * column + random.between(-0.15, 0.15);
            double cy = y + (i < 4 ? 0.4 : 1.75) + (column == 0 || column == 3 ? -0.15 : 0.05);
            double angle = random.between(0, 3.14159);
            double half = random.between(0.74, 0.92);
            double ux = half * StrictMath.cos(angle);
            double uy = half * StrictMath.sin(angle);
            bone(cx - ux, cy - uy, cx + ux, cy + uy, random.between(0.62, 0.76), 0.16, 0, 0, 0, half, half,
                    0.75);
        }
    }

    /// The five rays of a hand, little finger first and thumb last; the first bones are targets.
    private void rays(double y, int targetRays) {
        double[] angles = {0.20, 0.08, -0.02, -0.12, -0.62};
        double[] first = {5.0, 5.4, 6.0, 6.2, 4.3};
        double[][] rest = {{3.2, 1.9, 1.6}, {4.0, 2.6, 1.8}, {4.4, 2.9, 1.9}, {4.0, 2.4, 1.7}, {3.1, 2.3}};
        for (int i = 0; i < 5; i++) {
            double x = i == 4 ? 2.1 : -1.75 + 1.15 * i;
            double up = i == 4 ? -0.9 : 0;
            double angle = angles[i] + random.between(-0.03, 0.03);
            ray(x, y + up, angle, first[i], rest[i], 1, i < targetRays ? 2 : 0, true);
        }
    }

    /// Metacarpal and phalanges in a row; the first `targetBones` may carry a finding, the metacarpal only
    /// when `withMetacarpal`.
    private void ray(double x, double y, double angle, double metacarpal, double[] phalanges, double scale,
            int targetBones, boolean withMetacarpal) {
        double sx = -StrictMath.sin(angle);
        double sy = StrictMath.cos(angle);
        double px = x;
        double py = y;
        double r = random.about(0.44 * scale, 0.06);
        double tissue = 1.15 * scale;
        for (int i = 0; i <= phalanges.length; i++) {
            double length = random.about((i == 0 ? metacarpal : phalanges[i - 1]) * scale, 0.04);
            double qx = px + sx * length;
            double qy = py + sy * length;
            boolean tip = i == phalanges.length;
            bone(px, py, qx, qy, r, 0.42, 0, 0.62, tip ? 0.25 : 0.5, 0.28, tip ? 0.3 : 0.42, 1);
            if (i < targetBones && (withMetacarpal || i > 0)) {
                target(bones.size() - 1, 0.25 * length, 0.75 * length);
            }
            tube(px, py, qx, qy, tissue, i == 0 ? tissue : tissue * 0.9);
            tissue *= i == 0 ? 0.95 : 0.88;
            r *= i == 0 ? 0.95 : 0.84;
            px = qx + 0.14 * sx;
            py = qy + 0.14 * sy;
        }
    }

    private void bone(double x0, double y0, double x1, double y1, double radius, double cortex, double bow,
            double startFlare, double endFlare, double startCap, double endCap, double density) {
        double size = random.about(1, 0.07);
        PhantomBone.Shape shape = new PhantomBone.Shape(
                radius * size, random.about(cortex, 0.15), random.about(bow, 0.3),
                random.about(startFlare, 0.12), random.about(endFlare, 0.12), startCap, endCap);
        bones.add(PhantomBone.between(x0, y0, x1, y1, shape, random.about(density, 0.08), random.nextLong()));
    }

    private void tube(double ax, double ay, double bx, double by, double startRadius, double endRadius) {
        tubes.add(new Tube(ax, ay, bx, by, startRadius, endRadius));
    }

    private void target(int bone, double from, double to) {
        targets.add(new Target(bone, from, to));
    }
}
