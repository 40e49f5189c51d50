package lowrankcam.inception;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lowrankcam.format.FolderTarget;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.model.HeadReader;
import lowrankcam.model.HeadWriter;
import lowrankcam.weights.SafetensorsWriter;
import tools.jackson.databind.node.ObjectNode;

/// Writes a model that [ModelLoader] can load in another form: one safetensors file, or a model folder.
///
/// Values are float32, exactly those that the loader computes with before it folds batch norms. The same source and choices
/// give the same bytes. One tensor at a time is in memory.
///
/// @param head    file that replaces the source's head, or null
/// @param dialect that replaces the source's, or null
/// @param use     whether a head is written
/// @param naming  names and layouts of the tensors
/// @param review  sees what is said of the model, and may change it
/// @param program name and version of this program, for the record
public record ModelConverter(
        Path head, Dialect dialect, ModelLoader.HeadUse use, Naming naming, UnaryOperator<ModelCard> review, String program) {

    private static final String FILE_SUFFIX = ".safetensors";

    /// What was written.
    ///
    /// @param card        what is said of the model
    /// @param bodyTensors number of tensors of the body
    /// @param bodyValues  number of values in them
    /// @param head        the head, or null
    /// @param headTensors number of its tensors
    /// @param headValues  number of values in them
    /// @param ignored     tensors of the source that were left out
    /// @param taken       what was chosen where the source could be read in more than one way, in words
    public record Written(
            ModelCard card, int bodyTensors, long bodyValues, HeadReader.Stored head, int headTensors, long headValues,
            List<String> ignored, List<String> taken) {}

    /// What would be written.
    ///
    /// @param bodySha256 of the body's values
    /// @param headSha256 of the head's values, or empty
    public record Checked(Written written, String bodySha256, String headSha256) {}

    /// What is about to be written.
    ///
    /// @param files  the source
    /// @param card   what is said of it
    /// @param head   its head, or null
    /// @param origin the source's hashes, and this program
    private record Job(ModelFiles files, ModelCard card, HeadReader.Stored head, ObjectNode origin) {}

    /// True if a target is to be a file.
    public static boolean isFile(Path target) {
        return target.getFileName() != null && target.getFileName().toString().endsWith(FILE_SUFFIX);
    }

    /// Writes a model whole or not at all.
    ///
    /// @param source  what [ModelLoader#load] takes
    /// @param target  a file that ends in `.safetensors`, or a folder that is new or empty; its parent must exist
    /// @param replace whether a file that is there already is replaced
    /// @throws FormatException if the source is not right, or the target is there already
    public Written convert(Path source, Path target, boolean replace) throws IOException {
        refuseOccupied(target, replace);
        return ModelFiles.<Written, IOException>with(new ModelFiles.Request(source, head, dialect, use), files -> {
            Job job = job(files);
            files.verify();
            return isFile(target) ? writeFile(job, target) : writeFolder(job, target);
        });
    }

    /// Reads a model and writes nothing: two sources give the same hashes exactly if what is written of their body and head holds the
    /// same bits. Hashes are those of the values, in the order in which they are written.
    public Checked check(Path source) throws IOException {
        return ModelFiles.<Checked, IOException>with(new ModelFiles.Request(source, head, dialect, use), files -> {
            Job job = job(files);
            files.verify();
            SafetensorsWriter body = body(job);
            SafetensorsWriter headWriter = new SafetensorsWriter();
            if (job.head() != null) {
                addHead(headWriter, job.head());
            }
            return new Checked(
                    written(job, body.tensors(), body.values(), headWriter.tensors(), headWriter.values()),
                    body.sha256OfValues(), job.head() == null ? "" : headWriter.sha256OfValues());
        });
    }

    private static void refuseOccupied(Path target, boolean replace) throws IOException {
        Path parent = target.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new FileSystemException(target.toString(), null, "there is no folder " + parent);
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean folder = Files.isDirectory(target);
        if (!isFile(target) && folder) {
            FolderTarget.clear(target);
            try (Stream<Path> inside = Files.list(target)) {
                if (inside.findAny().isEmpty()) {
                    return;
                }
            }
        } else if (isFile(target) && !folder && replace) {
            return;
        }
        throw new FormatException(
                target, FormatException.NO_OFFSET, "target",
                isFile(target) ? "no such file, or a file and --force" : "no such folder, or an empty one",
                folder ? "a folder" : "a file");
    }

    private Job job(ModelFiles files) throws FormatException {
        ModelCard card = review.apply(files.card());
        boolean headless = use == ModelLoader.HeadUse.NONE;
        ObjectNode origin = Json.object();
        origin.put("program", program);
        ObjectNode hashes = origin.putObject("sha256");
        files.bodyHashes().forEach(hashes.putObject("source")::put);
        if (!headless && !files.headHashes().isEmpty()) {
            files.headHashes().forEach(hashes.putObject("head")::put);
        }
        return new Job(files, files.otherHead() ? card.with(ofBody(card)) : card, headless ? null : files.head(), origin);
    }

    /// What is said of the origin of a model whose head is another now.
    private Map<String, String> ofBody(ModelCard card) {
        String change = head == null ? "its head is left out" : "its head is replaced by " + head.getFileName();
        Map<String, String> result = new LinkedHashMap<>(card.origin());
        result.computeIfPresent("provenance", (_, text) -> "Of the model before " + change + ": " + text);
        result.computeIfPresent("licence", (_, text) -> "Of the model before " + change + ": " + text);
        return result;
    }

    private Written writeFile(Job job, Path target) throws IOException {
        SafetensorsWriter writer = body(job);
        int tensors = writer.tensors();
        long values = writer.values();
        if (job.head() != null) {
            addHead(writer, job.head());
        }
        writer.write(target);
        return written(job, tensors, values, writer.tensors() - tensors, writer.values() - values);
    }

    private Written writeFolder(Job job, Path target) throws IOException {
        SafetensorsWriter body = body(job);
        SafetensorsWriter headWriter = new SafetensorsWriter();
        try (DraftFolder draft = new DraftFolder(target)) {
            body.write(draft.file("body" + FILE_SUFFIX));
            if (job.head() != null) {
                addHead(headWriter, job.head());
                headWriter.write(draft.file("head" + FILE_SUFFIX));
            }
            if (job.files().licence() != null) {
                Files.copy(job.files().licence(), draft.file("LICENSE"));
            }
            ObjectNode json = Json.object();
            job.card().describe(json);
            json.put("weights", "body" + FILE_SUFFIX);
            if (job.head() != null) {
                ObjectNode node = json.putObject("head");
                node.put("file", "head" + FILE_SUFFIX);
                node.put("activation", job.head().activation().id());
                if (!job.head().labels().isEmpty()) {
                    job.head().labels().forEach(node.putArray("labels")::add);
                }
            }
            draft.hashes().forEach(json.putObject("sha256")::put);
            job.card().describeOrigin(json);
            json.set("convertedFrom", job.origin());
            Files.writeString(draft.file(ModelFolder.FILE), Json.text(json));
            draft.publish();
        }
        return written(job, body.tensors(), body.values(), headWriter.tensors(), headWriter.values());
    }

    private SafetensorsWriter body(Job job) {
        ObjectNode json = Json.object();
        job.card().describe(json);
        job.card().describeOrigin(json);
        json.set("convertedFrom", job.origin());
        SafetensorsWriter writer = new SafetensorsWriter().metadata(ModelCard.METADATA, json.toString());
        if (naming == Naming.TORCHVISION) {
            writer.metadata("format", "pt");
        }
        BodyWriter.add(writer, job.files().reader(), naming);
        return writer;
    }

    private void addHead(SafetensorsWriter writer, HeadReader.Stored stored) {
        switch (naming) {
            case TORCHVISION -> HeadWriter.torch(writer, stored);
            case KERAS -> HeadWriter.keras(writer, stored);
        }
    }

    private static Written written(Job job, int bodyTensors, long bodyValues, int headTensors, long headValues)
            throws FormatException {
        return new Written(
                job.card(), bodyTensors, bodyValues, job.head(), headTensors, headValues, job.files().reader().ignored(),
                job.files().taken(job.head()));
    }
}
