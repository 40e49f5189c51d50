package lowrankcam.cli;

import java.util.Locale;
import lowrankcam.metric.BinaryScores;
import lowrankcam.training.HeadTraining;
import lowrankcam.training.PenaltyChoice;

/// What `train-head` prints.
final class TrainingText {

    private TrainingText() {}

    /// The penalties that were tried, and the scores of the head.
    static String of(HeadTraining.Result result) {
        StringBuilder text = new StringBuilder();
        PenaltyChoice choice = result.choice();
        if (choice.folds() == 0) {
            text.append(line("lambda %s, given; too few patients to hold some out: probabilities are not calibrated", choice.lambda()));
        } else {
            text.append(line("patients held out in %d folds:", choice.folds()));
            text.append(line("%-20s %9s %9s", "lambda", "log loss", "accuracy"));
            for (PenaltyChoice.Trial trial : choice.trials()) {
                text.append(line(
                        "%-20s %9.4f %9.4f%s", trial.lambda(), trial.loss(), trial.accuracy(),
                        trial.lambda() == choice.lambda() ? "  taken" : ""));
            }
            text.append(line("temperature %.4f, divided into the weights", choice.temperature()));
        }
        text.append(line("%-20s %7s %9s %9s %9s %9s", "", "n", "accuracy", "AUC", "kappa", "ECE"));
        result.scores().forEach((name, scores) -> text.append(row(name, scores)));
        return text.toString();
    }

    private static String row(String name, BinaryScores scores) {
        return line(
                "%-20s %7d %9.4f %9.4f %9.4f %9.4f", name, scores.count(), scores.accuracy(), scores.auc(), scores.kappa(),
                scores.ece());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
