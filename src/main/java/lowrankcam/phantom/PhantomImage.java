package lowrankcam.phantom;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.dataset.BodyPart;
import lowrankcam.phantom.PhantomOptions.Marking;

/// One synthetic view in memory.
///
/// @param gray 8-bit pixels, row by row
/// @param mask   255 on a finding, else 0; all 0 for a normal study
/// @param marker 255 on the block of the side marker, else 0; all 0 without one
record PhantomImage(int width, int height, byte[] gray, byte[] mask, byte[] marker) {

    /// With a side marker.
    static PhantomImage draw(long seed, BodyPart part, int patient, int image, boolean abnormal) {
        return draw(seed, part, patient, image, abnormal, Marking.ALL);
    }

    /// The views of a study share bones and findings and differ in pose, framing and exposure.
    ///
    /// @param patient number of the patient
    /// @param image   number of the view, from 1
    /// @param marking whose images carry a side marker; nothing else depends on it
    static PhantomImage draw(long seed, BodyPart part, int patient, int image, boolean abnormal, Marking marking) {
        PhantomRandom study = new PhantomRandom(seed, part.ordinal(), patient, 0);
        PhantomRandom view = new PhantomRandom(seed, part.ordinal(), patient, image);
        PhantomAnatomy anatomy = new PhantomAnatomy(part, study, view);
        double flip = study.sign();
        long texture = study.nextLong();
        List<PhantomFinding> findings = PhantomFinding.choose(anatomy, study);
        PhantomFinding main = findings.getLast();
        PhantomBone bone = anatomy.bones.get(main.bone());
        double aimX = bone.pointX(main.at(), 0);
        double aimY = bone.pointY(main.at(), 0);
        PhantomView pose = PhantomView.draw(anatomy, aimX, aimY, flip, view);
        List<PhantomFinding.Metal> metals = new ArrayList<>();
        List<PhantomFinding.Region> regions = new ArrayList<>();
        if (abnormal) {
            boolean plated = main.kind() == PhantomFinding.Kind.PLATE;
            for (PhantomFinding finding : findings) {
                regions.add(finding.draw(anatomy.bones, metals, view, 1 / pose.scale(), plated));
            }
        }
        PhantomRenderer renderer = new PhantomRenderer(pose);
        float[] body = renderer.tissueAndBone(anatomy.tubes, anatomy.bones, texture);
        float[] metal = renderer.metal(metals);
        PhantomDisplay display = new PhantomDisplay(
                pose.width(), pose.height(), new PhantomRandom(seed, part.ordinal(), patient, image, 1));
        byte[] mask = renderer.mask(regions);
        byte[] marker = new byte[mask.length];
        return new PhantomImage(
                pose.width(), pose.height(),
                display.develop(body, metal, mask, marking.marks(abnormal) ? marker : null, marking.size()), mask, marker);
    }
}
