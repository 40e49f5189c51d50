package lowrankcam.phantom;

import java.util.ArrayList;
import java.util.List;

/// What makes a study abnormal. Chosen once per study, drawn into every view from another side.
///
/// @param kind what it is
/// @param bone index of the bone that carries it
/// @param at   position along that bone in centimetres
/// @param seed of everything that the views share
record PhantomFinding(Kind kind, int bone, double at, long seed) {

    enum Kind { PLATE, FRACTURE, LESION }

    /// A metal rod, plate or screw with round ends.
    ///
    /// @param depth thickness along the beam
    /// @param pitch of a screw thread, 0 for a smooth one
    record Metal(double ax, double ay, double bx, double by, double radius, double depth, double pitch) {

        /// Signed distance of a point to the outline, negative inside.
        double distance(double px, double py) {
            double lx = bx - ax;
            double ly = by - ay;
            double square = lx * lx + ly * ly;
            double t = square == 0 ? 0 : Math.clamp(((px - ax) * lx + (py - ay) * ly) / square, 0.0, 1.0);
            double ex = px - ax - t * lx;
            double ey = py - ay - t * ly;
            double r = radius;
            if (pitch > 0) {
                double turn = t * Math.sqrt(square) / pitch;
                r *= 0.78 + 0.44 * Math.abs(2 * (turn - Math.floor(turn)) - 1);
            }
            return Math.sqrt(ex * ex + ey * ey) - r;
        }
    }

    /// Part of the ground truth: points where `distance` is below 0.
    @FunctionalInterface
    interface Region {
        double distance(double px, double py);
    }

    /// One or two findings for a study.
    static List<PhantomFinding> choose(PhantomAnatomy anatomy, PhantomRandom random) {
        Kind kind = Kind.values()[random.below(3)];
        PhantomFinding first = pick(anatomy, random, kind, -1);
        List<PhantomFinding> findings = new ArrayList<>(List.of(first));
        if (random.chance(0.25)) {
            if (kind == Kind.PLATE) {
                findings.addFirst(new PhantomFinding(Kind.FRACTURE, first.bone, first.at, random.nextLong()));
            } else if (anatomy.targets.size() > 1) {
                findings.add(pick(anatomy, random, Kind.values()[1 + random.below(2)], first.bone));
            }
        }
        return findings;
    }

    /// Some point of some bone, for aiming the view of a normal study just as that of an abnormal one.
    static PhantomFinding pick(PhantomAnatomy anatomy, PhantomRandom random, Kind kind, int otherThan) {
        List<PhantomAnatomy.Target> open =
                anatomy.targets.stream().filter(t -> t.bone() != otherThan).toList();
        PhantomAnatomy.Target target = open.get(random.below(open.size()));
        return new PhantomFinding(
                kind, target.bone(), random.between(target.from(), target.to()), random.nextLong());
    }

    /// Draws the finding into the bones and metals of one view and returns what the mask must cover.
    ///
    /// @param pixel  centimetres per pixel, so that nothing is too fine to be seen
    /// @param plated whether the same bone gets a plate too, which holds the fragments in line
    Region draw(
            List<PhantomBone> bones, List<Metal> metals, PhantomRandom view, double pixel, boolean plated) {
        PhantomRandom study = new PhantomRandom(seed);
        return switch (kind) {
            case PLATE -> plate(bones.get(bone), metals, study, view, pixel);
            case FRACTURE -> fracture(bones, study, view, pixel, plated);
            case LESION -> lesion(bones, study, pixel);
        };
    }

    private Region plate(
            PhantomBone b, List<Metal> metals, PhantomRandom study, PhantomRandom view, double pixel) {
        double r = b.shape().radius();
        double half = Math.min(study.between(3.4, 5.5) * r, 0.42 * b.length());
        double from = Math.max(0.08 * b.length(), at - half);
        double to = Math.min(0.92 * b.length(), at + half);
        double wide = Math.max(0.34 * r, 3 * pixel);
        double thick = Math.max(0.17 * r, 2 * pixel);
        double side = study.sign();
        double turn = view.between(0.35, 1.5);
        double sin = side * StrictMath.sin(turn);
        double cos = StrictMath.cos(turn);
        double radius = wide * cos + thick * Math.abs(sin);
        List<Metal> own = new ArrayList<>();
        int pieces = 12;
        for (int i = 0; i < pieces; i++) {
            double u0 = from + (to - from) * i / pieces;
            double u1 = from + (to - from) * (i + 1) / pieces;
            own.add(rod(b, u0, plateAt(b, u0, sin, thick), u1, plateAt(b, u1, sin, thick), radius, 0.3, 0));
        }
        int screws = 4 + study.below(4);
        double shank = Math.max(0.13 * r, 1.7 * pixel);
        for (int i = 0; i < screws; i++) {
            double u = from + (to - from) * (i + 0.5) / screws;
            double tilt = 0.2 * r * study.between(-1, 1);
            double v = plateAt(b, u, sin, thick);
            double tip = b.axis(u) - sin * r * study.between(0.85, 1.15);
            own.add(rod(b, u, v, u + tilt, tip, shank, 0.4, shank * 1.3));
            own.add(rod(b, u, v, u, v, Math.max(shank * 1.7, radius * 0.62), 0.6, 0));
        }
        metals.addAll(own);
        double margin = Math.max(5 * pixel, 0.25 * r);
        double over = margin + radius + 2 * shank + 0.2 * r;
        double beside = over + 1.2 * b.reach() + 2 * thick;
        return (px, py) -> {
            double u = b.along(px, py);
            if (u < from - over || u > to + over || Math.abs(b.across(px, py)) > beside) {
                return 1;
            }
            double best = Double.MAX_VALUE;
            for (Metal m : own) {
                best = Math.min(best, m.distance(px, py));
            }
            return best - margin;
        };
    }

    private static double plateAt(PhantomBone b, double u, double sin, double thick) {
        return b.axis(u) + sin * (b.outer(u) + thick);
    }

    private static Metal rod(PhantomBone b, double u0, double v0, double u1, double v1,
            double radius, double depth, double pitch) {
        return new Metal(b.pointX(u0, v0), b.pointY(u0, v0), b.pointX(u1, v1), b.pointY(u1, v1),
                radius, depth, pitch);
    }

    /// The shorter fragment is turned, pulled off and shifted sideways; a plate keeps it nearly in line.
    private Region fracture(
            List<PhantomBone> bones, PhantomRandom study, PhantomRandom view, double pixel, boolean plated) {
        PhantomBone b = bones.get(bone);
        double r = b.outer(at);
        double slope = study.between(-0.9, 0.9);
        double jag = study.between(0.12, 0.22) * r;
        double side = at > b.length() / 2 ? 1 : -1;
        double shorter = Math.min(at, b.length() - at);
        double turn = Math.min(study.between(0.12, 0.3), 1.3 * r / shorter);
        double angle = study.sign() * turn * view.between(0.6, 1);
        double gap = Math.max(study.between(0.2, 0.34) * r, 4.5 * pixel);
        double step = study.sign() * study.between(0.4, 0.85) * r * view.between(0.65, 1);
        long noise = study.nextLong();
        PhantomBone.Cut rest = new PhantomBone.Cut(at, slope, jag, noise, -side, pixel);
        PhantomBone.Cut loose = new PhantomBone.Cut(at, slope, jag, noise, side, pixel);
        double px = b.pointX(at, b.axis(at));
        double py = b.pointY(at, b.axis(at));
        double calm = plated ? 0.15 : 1;
        double pull = side * gap;
        double shift = calm * step;
        bones.set(bone, b.with(rest));
        bones.add(b.with(loose).moved(px, py, calm * angle,
                pull * b.dx() - shift * b.dy(), pull * b.dy() + shift * b.dx()));
        double margin = Math.max(10 * pixel, 0.65 * r);
        double middle = b.axis(at) + shift / 2;
        double reach = r + Math.abs(shift) / 2 + margin;
        double band = gap / 2 + margin + jag + Math.abs(slope) * Math.abs(shift) / 2;
        return (x, y) -> {
            double v = b.across(x, y) - middle;
            double u = b.along(x, y) - at - pull / 2 - slope * v;
            return Math.max(Math.abs(v) - reach, Math.abs(u) - band);
        };
    }

    private Region lesion(List<PhantomBone> bones, PhantomRandom study, double pixel) {
        PhantomBone b = bones.get(bone);
        double r = Math.min(b.outer(at), 1.4 * b.shape().radius());
        double along = Math.max(study.between(1.3, 2.3) * r, 17 * pixel);
        double wide = study.between(0.8, 1.0) * r;
        double off = study.between(-0.3, 0.3) * r;
        PhantomBone.Hole hole = new PhantomBone.Hole(
                at, off, along, wide, study.between(0.72, 0.86), study.between(0.2, 0.45), study.nextLong());
        bones.set(bone, b.with(hole));
        double margin = 2 * pixel + PhantomBone.Hole.RAGGED * wide;
        return (x, y) -> {
            double u = b.along(x, y);
            double v = b.across(x, y) - b.axis(u);
            return (hole.radius(u, v) - PhantomBone.Hole.RIM) * wide - margin;
        };
    }
}
