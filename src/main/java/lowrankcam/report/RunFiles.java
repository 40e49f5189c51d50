package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.evaluation.EvaluationFiles;
import lowrankcam.evaluation.Merge;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RankFiles;
import lowrankcam.evaluation.RankTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunOutput;
import lowrankcam.format.FormatException;

/// All files that follow from a run's records: those for machines and those for people.
public record RunFiles() implements RunOutput {

    @Override
    public MapPictures pictures(Path folder) {
        return new MapPictures(folder.resolve(Merge.PICTURES));
    }

    @Override
    public void write(Path folder, RunData data) throws IOException {
        switch (data.experiment()) {
            case "evaluate" -> {
                MethodTable table = MethodTable.of(data);
                EvaluationFiles.write(folder, data, table);
                new EvaluationReport(data, table).write(folder);
            }
            case "tune-rank" -> {
                RankTable table = RankTable.of(data);
                RankFiles.write(folder, data, table);
                new RankReport(data, table).write(folder);
            }
            default -> throw new FormatException(
                    folder, FormatException.NO_OFFSET, "experiment", "evaluate or tune-rank",
                    "'" + data.experiment() + "'");
        }
    }
}
