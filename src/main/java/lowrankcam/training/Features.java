package lowrankcam.training;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.dataset.MuraImage;

/// Images and their pooled features, in the same order.
///
/// @param images   the images
/// @param patients whose they are: equal for two images of a patient of one data set
/// @param studies  which they are: equal for two images of a study, the UID of DICOM files going before their folders
/// @param rows     n vectors of K values
record Features(List<MuraImage> images, List<String> patients, List<String> studies, float[][] rows) {

    int size() {
        return rows.length;
    }

    /// True where the study is abnormal.
    boolean[] abnormal() {
        boolean[] labels = new boolean[size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.get(i).abnormal();
        }
        return labels;
    }

    /// Some of them.
    Features select(List<Integer> indices) {
        return new Features(
                indices.stream().map(images::get).toList(), indices.stream().map(patients::get).toList(),
                indices.stream().map(studies::get).toList(),
                indices.stream().map(i -> rows[i]).toArray(float[][]::new));
    }

    static Features joined(List<Features> parts) {
        List<MuraImage> images = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        List<String> studies = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        for (Features part : parts) {
            images.addAll(part.images);
            patients.addAll(part.patients);
            studies.addAll(part.studies);
            rows.addAll(List.of(part.rows));
        }
        return new Features(images, patients, studies, rows.toArray(float[][]::new));
    }
}
