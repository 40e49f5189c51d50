package lowrankcam.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lowrankcam.dataset.MuraImage;
import lowrankcam.format.FormatException;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;

/// Runs images through the network, each once in its life if features are kept.
final class FeatureRun {

    /// Images that are in memory together.
    private static final int BATCH = 16;

    private final InceptionModel model;
    private final Preprocessing preprocessing;
    private final Workers workers;
    private final FeatureCache cache;
    private final HeadTraining.Progress progress;
    private final int total;
    private final List<FormatException> unreadable = new ArrayList<>();
    private int done;
    private int kept;

    /// @param total images of all calls together
    FeatureRun(
            InceptionModel model, Preprocessing preprocessing, Workers workers, FeatureCache cache,
            HeadTraining.Progress progress, int total) {
        this.model = model;
        this.preprocessing = preprocessing;
        this.workers = workers;
        this.cache = cache;
        this.progress = progress;
        this.total = total;
    }

    /// Why images were left out.
    List<FormatException> unreadable() {
        return unreadable;
    }

    /// An image on its way: with kept features, or with the network's input, or with neither and the reason.
    private record Item(MuraImage image, String study, Path place, float[] features, Tensor input, FormatException problem) {}

    /// The features of all images that can be read.
    ///
    /// @param dataset tells patients of several data sets apart
    /// @throws FormatException if an image has features that are not finite, or kept features are damaged
    Features of(List<MuraImage> images, int dataset) throws IOException {
        List<MuraImage> read = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        List<String> studies = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < images.size(); from += BATCH) {
            Item[] items = items(images.subList(from, Math.min(images.size(), from + BATCH)));
            float[][] features = features(items);
            for (int i = 0; i < items.length; i++) {
                kept += items[i].features() != null ? 1 : 0;
                progress.report(++done, kept, total);
                if (features[i] != null) {
                    read.add(items[i].image());
                    patients.add(dataset + "/" + items[i].image().patient());
                    studies.add(dataset + "/" + items[i].study());
                    rows.add(features[i]);
                }
            }
        }
        return new Features(read, patients, studies, rows.toArray(float[][]::new));
    }

    private Item[] items(List<MuraImage> images) throws IOException {
        Item[] items = new Item[images.size()];
        try {
            workers.run(items.length, i -> items[i] = item(images.get(i)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Item item : items) {
            if (item.problem() != null) {
                unreadable.add(item.problem());
            }
        }
        return items;
    }

    private Item item(MuraImage image) {
        try {
            Optional<Path> place = cache.place(image.file());
            Optional<float[]> kept = place.flatMap(this::kept);
            Tensor input = kept.isPresent() ? null : preprocessing.read(image.file(), model.kernels().resample()).tensor();
            return new Item(image, study(image), place.orElse(null), kept.orElse(null), input, null);
        } catch (FormatException e) {
            return new Item(image, "", null, null, null, e);
        }
    }

    private static String study(MuraImage image) throws FormatException {
        String uid = PictureReader.study(image.file());
        return uid.isEmpty() ? image.studyKey() : uid + ' ' + image.abnormal();
    }

    private Optional<float[]> kept(Path place) {
        try {
            return FeatureCache.read(place, model.head().features());
        } catch (FormatException e) {
            throw new UncheckedIOException(e);
        }
    }

    private float[][] features(Item[] items) throws IOException {
        List<Item> fresh = new ArrayList<>();
        for (Item item : items) {
            if (item.input() != null) {
                fresh.add(item);
            }
        }
        List<ForwardTrace> traces = fresh.isEmpty() ? List.of() : model.forwardAll(fresh.stream().map(Item::input).toList());
        float[][] features = new float[items.length][];
        for (int i = 0; i < items.length; i++) {
            features[i] = items[i].features();
            int at = fresh.indexOf(items[i]);
            if (at >= 0) {
                features[i] = traces.get(at).pooled();
                requireFinite(items[i].image(), features[i]);
                if (items[i].place() != null) {
                    FeatureCache.write(items[i].place(), features[i]);
                }
            }
        }
        return features;
    }

    private static void requireFinite(MuraImage image, float[] features) throws FormatException {
        for (int k = 0; k < features.length; k++) {
            if (!Float.isFinite(features[k])) {
                throw new FormatException(
                        image.file(), FormatException.NO_OFFSET, "pooled feature " + k, "a finite number",
                        String.valueOf(features[k]));
            }
        }
    }
}
