package lowrankcam.report;

import java.util.List;
import lowrankcam.evaluation.Measure;

/// What the columns of a table of methods mean, for those who have not read METRICS.
final class MeasureWords {

    private MeasureWords() {}

    /// A pair for each measure: its title, and a sentence that ends with the better side.
    static List<List<String>> pairs(List<Measure> measures) {
        return measures.stream().map(measure -> List.of(TableText.title(measure), meaning(measure) + " " + better(measure))).toList();
    }

    private static String better(Measure measure) {
        return measure.better() == Measure.Better.HIGH ? "Higher is better." : "Lower is better.";
    }

    private static String meaning(Measure measure) {
        return switch (measure) {
            case AVERAGE_DROP ->
                    "Average drop: how much of the class's score is lost when only what the map marks is left of the image.";
            case AVERAGE_INCREASE -> "Average increase: the share of images whose score rises when only what the map marks is left.";
            case COHERENCY -> "Coherency: how alike the map stays when the image is reduced to what it marks.";
            case COMPLEXITY -> "Complexity: the mean of the map, so how much of the image it marks.";
            case ADCC -> "Harmonic mean of coherency, 100 − complexity and 100 − average drop, of their means as in the paper.";
            case MEAN_ADCC -> "The same harmonic mean for each image, then the mean over the images.";
            case INSERTION ->
                    "Area under the score while the image appears from the map's strongest pixel on: how soon the class is recognised.";
            case DELETION ->
                    "Area under the score while the image disappears from the map's strongest pixel on: how soon the class is lost.";
            case INSERTION_NORMALISED -> "Insertion with the blank image's score as 0 and the whole image's as 1.";
            case DELETION_NORMALISED -> "Deletion with the blank image's score as 0 and the whole image's as 1.";
            case ROAD -> "Half the difference in score between removing the weakest and removing the strongest pixels, holes filled in.";
            case POINTING -> "Pointing game: the share of images whose strongest pixel lies on the finding, or within the tolerance.";
            case ENERGY -> "The map's share inside the finding over the finding's share of the area; 1 is chance.";
            case ENERGY_POSITIVE -> "The same for the map without its negative values.";
            case NETWORK_PASSES -> "Passes through the whole network for a map.";
            case HEAD_PASSES -> "Passes through the classifier head alone.";
            case BACKWARD_PASSES -> "Backward passes, for gradients.";
        };
    }
}
