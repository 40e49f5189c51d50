package lowrankcam.metric;

/// Insertion and deletion of one map.
///
/// @param insertion  from the insertion substrate to the image
/// @param deletion   from the image to the deletion substrate
/// @param full       score of the image
/// @param blank      score of the masked value everywhere
/// @param degenerate why the map is degenerate and the order therefore that of the pixels, or an empty text
/// @param passes     network passes for this map alone; the shared end points are not counted
public record PerturbationScores(
        Curve insertion, Curve deletion, double full, double blank, String degenerate, int passes) {

    /// Area under the insertion curve; high is good.
    public double insertionArea() {
        return insertion.area();
    }

    /// Area under the deletion curve; low is good.
    public double deletionArea() {
        return deletion.area();
    }

    /// Insertion area with the blank image's score as 0 and the image's as 1; NaN if they are equal.
    public double normalisedInsertion() {
        return insertion.normalisedArea(blank, full);
    }

    /// Deletion area with the blank image's score as 0 and the image's as 1; NaN if they are equal.
    public double normalisedDeletion() {
        return deletion.normalisedArea(blank, full);
    }
}
