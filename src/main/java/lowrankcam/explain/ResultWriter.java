package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.cam.CamMap;
import lowrankcam.format.Npy;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing.Placement;
import lowrankcam.stability.MapStability;
import lowrankcam.stability.StabilityReport;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the results of one image: each map when it is made, and at the end the manifest. If the process is asked to end
/// before that, what is finished is kept.
final class ResultWriter implements MapSink, AutoCloseable {

    private final ExplanationDraft draft;
    private final ResultOptions options;
    private final List<MapTask> tasks;
    private final MapSheet sheet;
    private final ModeFiles modes;
    private final DicomFiles dicom;
    private final Picture picture;
    private final Placement placement;
    private final ResultFolder folder;

    /// @param tasks the maps that will come
    ResultWriter(ExplanationDraft draft, ResultOptions options, List<MapTask> tasks, ExplainListener listener)
            throws IOException {
        this.draft = draft;
        this.options = options;
        this.tasks = tasks;
        this.picture = draft.image().picture();
        this.placement = draft.model().preprocessing().placement(picture);
        this.sheet = options.has(ResultOptions.Extra.SHEET) ? MapSheet.of(options.overlay(), tasks, draft.layers()) : null;
        this.modes = new ModeFiles(options.overlay(), draft.model());
        this.dicom = options.has(ResultOptions.Extra.DICOM) ? dicom(draft, listener) : null;
        this.folder = new ResultFolder(options.folder(draft.image().path()), options.output());
        folder.keepOnInterrupt(this::interrupted, listener::say);
    }

    private static DicomFiles dicom(ExplanationDraft draft, ExplainListener listener) throws IOException {
        DicomFiles files = new DicomFiles(draft.model(), draft.image(), draft.prediction());
        if (!files.hasStudy()) {
            listener.say(
                    draft.image().path() + ": no DICOM file: its DICOM objects get a study of their own and no patient");
        }
        return files;
    }

    @Override
    public void map(ExplainedMap map, Heatmap shown) throws IOException {
        folder.add(files -> {
            String name = map.task().name();
            write(map.map(), name, files);
            pictures(map, shown, files);
            if (map.sequence() != null) {
                write(map.sequence().independent(), name + "-independent", files);
            }
            if (options.has(ResultOptions.Extra.MODES)) {
                modes.write(map, shown, draft, files::file);
            }
            if (dicom != null) {
                dicom.writeOverlay(files.file(name + DicomFiles.OVERLAY), options.overlay(), map, shown);
                dicom.writeValues(files.file(name + DicomFiles.VALUES), map);
            }
            if (sheet != null) {
                sheet.add(map, shown, MapCaption.score(map.task(), draft.prediction()));
            }
            draft.map(map, shown);
        });
    }

    private static void write(CamMap map, String name, ResultFolder.PartFiles files) throws IOException {
        Npy.write(files.file(name + ".npy"), List.of(map.rows(), map.columns()), map.raw());
    }

    private void pictures(ExplainedMap map, Heatmap shown, ResultFolder.PartFiles files) throws IOException {
        String name = map.task().name();
        List<String> caption = map.caption(draft.prediction());
        Overlay overlay = options.overlay();
        overlay.writeHeatmap(files.file(name + "-heatmap.png"), shown, caption);
        Path over = files.file(name + "-overlay.png");
        switch (options.legend()) {
            case FILE -> {
                overlay.writeOverlay(over, picture, placement, shown);
                overlay.writeLegend(files.file(name + "-legend.png"), shown, caption);
            }
            case NONE -> overlay.writeOverlay(over, picture, placement, shown);
            case BELOW, INSIDE -> overlay.writeOverlay(over, picture, placement, shown, caption, options.legend());
        }
    }

    @Override
    public void skipped(SkippedMap map) throws IOException {
        folder.add(_ -> draft.skipped(map));
    }

    @Override
    public void stability(StabilityReport report) throws IOException {
        folder.add(files -> {
            for (MapStability map : report.maps()) {
                RandomisedStrip.write(map, draft, options.overlay(), files.file(RandomisedStrip.file(map.subject().name())));
            }
            draft.stability(report);
        });
    }

    /// Moves everything into place.
    Explanation publish() throws IOException {
        Explanation explanation = draft.explanation();
        ObjectNode manifest = manifest(explanation);
        if (sheet != null && !explanation.maps().isEmpty()) {
            folder.add(files -> sheet.write(files.file(MapSheet.FILE), draft, placement));
            manifest.put("sheet", MapSheet.FILE);
        }
        for (ResultFile file : options.files()) {
            folder.add(files -> file.write(explanation, manifest, files.file(file.name())));
        }
        folder.publish(manifest);
        return explanation;
    }

    private ObjectNode manifest(Explanation explanation) {
        return Manifest.of(explanation, options);
    }

    private ObjectNode interrupted() {
        Explanation explanation = draft.explanation();
        ObjectNode manifest = manifest(explanation);
        manifest.put("interrupted", true);
        Set<MapTask> finished = new HashSet<>();
        explanation.maps().forEach(map -> finished.add(map.task()));
        ArrayNode missing = manifest.putArray("unfinished");
        tasks.stream().filter(task -> !finished.contains(task)).forEach(task -> missing.add(task.name()));
        return manifest;
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
