package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import lowrankcam.format.Draft;
import lowrankcam.format.FolderTarget;
import lowrankcam.format.FormatException;
import tools.jackson.databind.node.ObjectNode;

/// The folder of a merged run, built in a draft and moved into place when it is complete, with `settings.json` last, without
/// which it is no run. What a killed merge left is deleted by the next one.
final class MergedFolder {

    private final Path target;

    private MergedFolder(Path target) {
        this.target = target;
    }

    /// @throws FileAlreadyExistsException if the folder exists and is not empty
    static MergedFolder at(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            FolderTarget.clear(target);
            try (Stream<Path> list = Files.list(target)) {
                if (list.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(folder.toString(), null, "not empty; merge begins a new run");
                }
            }
        }
        return new MergedFolder(target);
    }

    /// Refuses links and whatever else is no plain file: a shard may come from anywhere, and nothing outside of it is to end
    /// up in the merged run.
    static void requireOwnFiles(Path shard) throws IOException {
        for (String name : List.of(RunData.SETTINGS, RunData.DATASET, RunData.JOURNAL, RunMachines.FILE)) {
            requireOwn(shard.resolve(name), "a regular file", Files::isRegularFile);
        }
        Path pictures = shard.resolve(Merge.PICTURES);
        requireOwn(pictures, "a folder", Files::isDirectory);
        if (Files.isDirectory(pictures)) {
            for (Path picture : pictures(pictures)) {
                requireOwn(picture, "a regular file", Files::isRegularFile);
            }
        }
    }

    private static void requireOwn(Path file, String expected, BiPredicate<Path, LinkOption> kind) throws FormatException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !kind.test(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "part of a shard", expected,
                    Files.isSymbolicLink(file) ? "a link" : "something else");
        }
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".png")).sorted().toList();
        }
    }

    void write(RunData merged, List<Path> shards, Merge.Finish finish) throws IOException {
        try (Draft draft = FolderTarget.draft(target)) {
            Path made = draft.file("run");
            build(made, merged, shards, finish);
            FolderTarget.place(made, target, RunData.SETTINGS);
        }
    }

    private static void build(Path draft, RunData merged, List<Path> shards, Merge.Finish finish) throws IOException {
        try (RunFolder folder = RunFolder.open(draft, (ObjectNode) merged.settings(), merged.images())) {
            for (RunImage image : merged.images()) {
                folder.addWithoutForce(merged.own(image.path()));
            }
            folder.force();
        }
        for (Path shard : shards) {
            copyPictures(draft, shard);
        }
        RunMachines.merge(draft, shards);
        finish.write(draft, merged);
    }

    /// Maps of the first images.
    private static void copyPictures(Path draft, Path shard) throws IOException {
        Path pictures = shard.resolve(Merge.PICTURES);
        if (!Files.isDirectory(pictures)) {
            return;
        }
        Path folder = Files.createDirectories(draft.resolve(Merge.PICTURES));
        for (Path file : pictures(pictures)) {
            Files.copy(
                    file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS);
        }
    }
}
