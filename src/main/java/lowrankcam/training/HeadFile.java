package lowrankcam.training;

import java.util.List;
import lowrankcam.format.Json;
import lowrankcam.model.HeadReader;
import lowrankcam.model.TrainingFeatures;
import lowrankcam.weights.SafetensorsWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A head as it is written: two outputs with opposite weights, `±(w·x + b) / 2T`, so that their softmax is the logistic model,
/// their difference its calibrated log-odds, and neither class carries the other's offset.
///
/// @param weights  of the abnormal class, half the log-odds
/// @param bias     likewise
/// @param fit      what the metadata say of the fit
/// @param training where the features of the training images lie, or null
record HeadFile(float[] weights, float bias, ObjectNode fit, TrainingFeatures training) {

    /// The classes, in order of their index.
    static final List<String> LABELS = List.of("normal", "abnormal");

    static HeadFile of(LogisticFit fit, PenaltyChoice choice, Features features, TrainingFeatures training) {
        double[] fitted = fit.weights();
        float[] weights = new float[fitted.length - 1];
        double share = 1 / (2 * choice.temperature());
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (fitted[k] * share);
        }
        return new HeadFile(weights, (float) (fitted[weights.length] * share), describe(choice, features), training);
    }

    private static ObjectNode describe(PenaltyChoice choice, Features features) {
        ObjectNode json = Json.object();
        json.put("images", features.size());
        json.put("patients", (int) features.patients().stream().distinct().count());
        json.put("lambda", choice.lambda());
        json.put("temperature", choice.temperature());
        json.put("temperatureIs", "divided into the weights");
        json.put("folds", choice.folds());
        ArrayNode trials = json.putArray("trials");
        for (PenaltyChoice.Trial trial : choice.trials()) {
            trials.addObject().put("lambda", trial.lambda()).put("loss", trial.loss()).put("accuracy", trial.accuracy());
        }
        return json;
    }

    /// Probabilities of the abnormal class, by the weights as they are written.
    double[] probabilities(float[][] rows) {
        double[] result = new double[rows.length];
        for (int i = 0; i < result.length; i++) {
            double sum = bias;
            for (int k = 0; k < weights.length; k++) {
                sum = Math.fma((double) weights[k], (double) rows[i][k], sum);
            }
            result[i] = 1 / (1 + StrictMath.exp(-2 * sum));
        }
        return result;
    }

    SafetensorsWriter write() {
        int features = weights.length;
        float[] both = new float[2 * features];
        for (int k = 0; k < features; k++) {
            both[k] = -weights[k];
            both[features + k] = weights[k];
        }
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("labels", "[\"" + String.join("\", \"", LABELS) + "\"]")
                .metadata("activation", "softmax")
                .metadata(HeadReader.FIT, fit.toString())
                .tensor("fc.weight", List.of(2, features), both)
                .tensor("fc.bias", List.of(2), new float[] {-bias, bias});
        if (training != null) {
            training.write(writer);
        }
        return writer;
    }
}
