package lowrankcam.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.Progress;
import lowrankcam.dataset.GroundTruth;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.format.FormatException;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.metric.Localisation;
import lowrankcam.model.ForwardTrace;

/// Measures on images with ground-truth masks whether maps of the abnormal class lie on the finding.
///
/// The map is taken as it is shown: upsampled to the network's input and scaled to 0 … 1. The mask is resized to the same
/// grid and cut at one half.
public final class LocalisationStudy {

    private final InceptionModel model;
    private final Preprocessing preprocessing;
    private final Progress progress;
    private final List<FormatException> unreadable = new ArrayList<>();

    /// Ratios of one method.
    ///
    /// @param ratios energy share over area share, one per image with a finding; 0 for a flat map
    /// @param flat   images whose map is flat
    public record Result(double[] ratios, int flat) {

        public double median() {
            double[] sorted = ratios.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        }

        public double mean() {
            return Arrays.stream(ratios).average().orElse(Double.NaN);
        }

        /// Share of images whose map does better than chance.
        public double aboveChance() {
            return Arrays.stream(ratios).filter(r -> r > 1).count() / (double) Math.max(1, ratios.length);
        }
    }

    public LocalisationStudy(InceptionModel model, Preprocessing preprocessing, Progress progress) {
        this.model = model;
        this.preprocessing = preprocessing;
        this.progress = progress;
    }

    /// Runs every method on every image. Images that cannot be read are left out, see [#unreadable].
    ///
    /// @param images  abnormal images of a data set that has masks
    /// @param methods by the name to report
    /// @param target  index of the abnormal class
    /// @throws FormatException if no image can be read, or one has no mask
    public Map<String, Result> run(
            MuraDataset data, List<MuraImage> images, Map<String, CamMethod> methods, int target) throws IOException {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        methods.keySet().forEach(name -> ratios.put(name, new ArrayList<>()));
        Map<String, Integer> flat = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            progress.report(i + 1, images.size());
            Preprocessing.Seen seen;
            try {
                seen = preprocessing.read(images.get(i).file(), model.kernels().resample());
            } catch (FormatException e) {
                unreadable.add(e);
                continue;
            }
            boolean[] mask = mask(data, images.get(i), seen.picture());
            ForwardTrace trace = model.forward(seen.tensor(), model.lastLayer());
            for (Map.Entry<String, CamMethod> method : methods.entrySet()) {
                CamMap map =
                        method.getValue().explain(
                                new CamInput(model, trace, target, model.kernels().resample(), Progress.NONE));
                Heatmap shown =
                        Heatmap.of(map.raw(), map.rows(), map.columns(), preprocessing.height(),
                                preprocessing.width(), model.kernels().resample());
                ratios.get(method.getKey()).add(Localisation.energyOverArea(shown.values(), mask));
                flat.merge(method.getKey(), shown.isFlat() ? 1 : 0, Integer::sum);
            }
        }
        if (!images.isEmpty() && unreadable.size() == images.size()) {
            throw unreadable.getFirst();
        }
        Map<String, Result> results = new LinkedHashMap<>();
        ratios.forEach((name, list) -> {
            // No number: the finding lies outside of what the network sees.
            double[] defined = list.stream().mapToDouble(Double::doubleValue).filter(r -> !Double.isNaN(r)).toArray();
            results.put(name, new Result(defined, flat.getOrDefault(name, 0)));
        });
        return results;
    }

    /// Why images were left out, one each.
    public List<FormatException> unreadable() {
        return List.copyOf(unreadable);
    }

    private boolean[] mask(MuraDataset data, MuraImage image, Picture picture) throws IOException {
        Path file =
                data.mask(image).orElseThrow(
                        () -> new FormatException(
                                image.file(), FormatException.NO_OFFSET, "ground-truth mask", "a PNG file in masks",
                                "nothing"));
        return GroundTruth.read(file, picture).onInput(preprocessing, model.kernels().resample());
    }
}
