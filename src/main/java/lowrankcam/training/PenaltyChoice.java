package lowrankcam.training;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.Workers;

/// The penalty of a head, and the temperature that calibrates it.
///
/// @param lambda      strength of the penalty
/// @param temperature by which the log-odds of the fit are divided; 1 where nothing could be held out
/// @param folds       in how many folds patients were held out; 0 for none
/// @param trials      what was tried, the largest penalty first; a penalty that was given is tried alone
public record PenaltyChoice(double lambda, double temperature, int folds, List<Trial> trials) {

    /// A penalty, and its scores on patients that the fits had not seen.
    ///
    /// @param loss     mean loss, by natural logarithms; `log 2` is that of a coin
    /// @param accuracy share of images on the right side
    public record Trial(double lambda, double loss, double accuracy) {}

    /// @param given the penalty, or nothing: that of the smallest loss in a cross-validation
    static PenaltyChoice of(Features features, Optional<Folds> folds, OptionalDouble given, Workers workers) {
        if (folds.isEmpty()) {
            return new PenaltyChoice(given.orElseThrow(PenaltyChoice::tooFew), 1, 0, List.of());
        }
        List<Double> lambdas = given.isPresent() ? List.of(given.getAsDouble()) : CrossValidation.GRID;
        CrossValidation tried = CrossValidation.of(features, folds.get(), lambdas, workers);
        CrossValidation.Trial best = tried.best();
        return new PenaltyChoice(
                best.lambda(), best.temperature(), folds.get().count(),
                tried.trials().stream().map(t -> new Trial(t.lambda(), t.loss(), t.accuracy())).toList());
    }

    private static UsageException tooFew() {
        return new UsageException("--lambda auto: expected at least two normal and two abnormal patients, found fewer; give a number");
    }
}
