package lowrankcam.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lowrankcam.evaluation.CsvText;
import lowrankcam.evaluation.Interval;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.metric.Kappa;
import lowrankcam.random.SplitMix;
import lowrankcam.study.StudyAnswers.Answer;

/// Answers of readers, joined with the key: who prefers what, how sure that is, and how far readers agree.
///
/// **Shares** of a method are means over the images of the share of readers who chose it. Their intervals are Wilson's, with as many
/// things as there are images, not answers: those of several readers to one image are not independent. **Agreement** is over the
/// images that all readers answered: Cohen's kappa for two, Fleiss' kappa for more; its intervals are percentile bootstrap over the images.
public final class StudyTables {

    private static final int RESAMPLES = 2000;
    private static final double LEVEL = 0.95;

    private final StudyKey key;
    private final List<StudyAnswers> readers;

    private StudyTables(StudyKey key, List<StudyAnswers> readers) {
        this.key = key;
        this.readers = readers;
    }

    /// Reads answers.
    ///
    /// @param files   one for each reader
    /// @param partial whether readers may have left images out
    /// @throws FormatException if a file is damaged, of another study, of a reader who was there already, or partial unless that is allowed
    public static StudyTables read(Path keyFile, List<Path> files, boolean partial) throws FormatException {
        StudyKey key = StudyKey.read(keyFile);
        Map<String, Path> seen = new LinkedHashMap<>();
        List<StudyAnswers> readers = new ArrayList<>();
        for (Path file : files) {
            StudyAnswers answers = StudyAnswers.read(file, key);
            Path other = seen.put(answers.reader().strip().toLowerCase(Locale.ROOT), file);
            if (other != null) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET, "reader", "another than in " + other, "'" + answers.reader() + "' again");
            }
            int missing = key.images().size() - answers.answers().size();
            if (missing > 0 && !partial) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET, "answers", "all " + key.images().size() + " images, or the option --partial",
                        answers.answers().size() + ", " + missing + " missing");
            }
            readers.add(answers);
        }
        return new StudyTables(key, readers);
    }

    /// Writes the four tables.
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve("answers.csv"), answers());
        AtomicFile.write(folder.resolve("readers.csv"), readers());
        AtomicFile.write(folder.resolve("preference.csv"), preference());
        AtomicFile.write(folder.resolve("agreement.csv"), agreement());
    }

    private String answers() {
        CsvText csv = new CsvText().row("reader", "image", "label", "explained", "helpful", "place", "finding", "confidence");
        for (StudyAnswers reader : readers) {
            for (StudyKey.Item image : key.images()) {
                Answer answer = reader.answers().get(image.id());
                if (answer != null) {
                    csv.row(
                            reader.reader(), image.path(), image.label(), image.explained(), answer.helpful(),
                            answer.place() == 0 ? "" : String.valueOf(answer.place()), answer.finding(), String.valueOf(answer.confidence()));
                }
            }
        }
        return csv.toString();
    }

    private String readers() {
        CsvText csv = new CsvText().row("reader", "answered", "missing", "mean_confidence");
        for (StudyAnswers reader : readers) {
            int answered = reader.answers().size();
            double mean = reader.answers().values().stream().mapToInt(Answer::confidence).average().orElse(Double.NaN);
            csv.row(reader.reader(), "" + answered, "" + (key.images().size() - answered), CsvText.number(mean));
        }
        return csv.toString();
    }

    /// How often a method was chosen.
    ///
    /// @param method   or [StudyAnswers#NONE]
    /// @param chosen   answers that chose it
    /// @param answers  all answers
    /// @param images   with an answer
    /// @param share    mean over these
    /// @param interval of the share
    public record Preference(String method, int chosen, int answers, int images, double share, Interval interval) {}

    /// Of all methods in the order of the study, then of none.
    public List<Preference> preferences() {
        List<String> choices = new ArrayList<>(key.methods());
        choices.add(StudyAnswers.NONE);
        return choices.stream().map(this::preference).toList();
    }

    private Preference preference(String method) {
        int chosen = 0;
        int answers = 0;
        int images = 0;
        double shares = 0;
        for (StudyKey.Item image : key.images()) {
            List<Answer> given = given(image);
            int own = (int) given.stream().filter(answer -> answer.helpful().equals(method)).count();
            chosen += own;
            answers += given.size();
            images += given.isEmpty() ? 0 : 1;
            shares += given.isEmpty() ? 0 : (double) own / given.size();
        }
        double share = shares / images;
        return new Preference(method, chosen, answers, images, share, Interval.wilson(share, images));
    }

    private List<Answer> given(StudyKey.Item image) {
        return readers.stream().map(reader -> reader.answers().get(image.id())).filter(answer -> answer != null).toList();
    }

    private String preference() {
        List<String> head = new ArrayList<>(List.of("method", "chosen", "answers", "images", "share", "low", "high"));
        StudyAnswers.FINDING.forEach(word -> head.add("finding_" + word));
        CsvText csv = new CsvText().row(head);
        for (Preference one : preferences()) {
            List<String> row = new ArrayList<>(
                    List.of(
                            one.method(), "" + one.chosen(), "" + one.answers(), "" + one.images(), CsvText.number(one.share()),
                            CsvText.number(one.interval().low()), CsvText.number(one.interval().high())));
            for (String word : StudyAnswers.FINDING) {
                row.add("" + readers.stream().flatMap(reader -> reader.answers().values().stream())
                        .filter(answer -> answer.helpful().equals(one.method()) && answer.finding().equals(word)).count());
            }
            csv.row(row);
        }
        return csv.toString();
    }

    /// How far readers agree on a question.
    ///
    /// @param statistic `cohen` or `fleiss`
    /// @param images    that all answered
    /// @param observed  share of pairs of readers that say the same
    /// @param kappa     the same beyond chance; NaN if undefined
    public record Agreement(String question, String statistic, int images, double observed, double kappa, Interval interval) {}

    /// Of both questions; none with a single reader.
    public List<Agreement> agreements() {
        return readers.size() < 2
                ? List.of()
                : List.of(agreement("helpful", Answer::helpful), agreement("finding", Answer::finding));
    }

    private Agreement agreement(String question, Function<Answer, String> word) {
        List<List<String>> judged =
                key.images().stream().map(this::given).filter(given -> given.size() == readers.size())
                        .map(given -> given.stream().map(word).toList()).toList();
        boolean two = readers.size() == 2;
        ToDoubleFunction<List<List<String>>> kappa =
                two
                        ? of -> Kappa.cohen(of.stream().map(List::getFirst).toList(), of.stream().map(List::getLast).toList())
                        : Kappa::fleiss;
        return new Agreement(
                question, two ? "cohen" : "fleiss", judged.size(), judged.isEmpty() ? Double.NaN : Kappa.agreement(judged), kappa.applyAsDouble(judged),
                interval(judged, kappa));
    }

    private Interval interval(List<List<String>> judged, ToDoubleFunction<List<List<String>>> statistic) {
        if (judged.isEmpty()) {
            return Interval.NONE;
        }
        double[] sample =
                IntStream.range(0, RESAMPLES).mapToDouble(b -> {
                    SplitMix random = SplitMix.of(key.seed(), b);
                    return statistic.applyAsDouble(
                            IntStream.range(0, judged.size()).mapToObj(_ -> judged.get(random.below(judged.size()))).toList());
                }).toArray();
        return Interval.percentile(sample, LEVEL);
    }

    private String agreement() {
        CsvText csv = new CsvText().row("question", "statistic", "readers", "images", "observed", "kappa", "low", "high");
        for (Agreement one : agreements()) {
            csv.row(
                    one.question(), one.statistic(), "" + readers.size(), "" + one.images(), CsvText.number(one.observed()),
                    CsvText.number(one.kappa()), CsvText.number(one.interval().low()), CsvText.number(one.interval().high()));
        }
        return csv.toString();
    }

    /// What came out, in lines for people.
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        int answers = readers.stream().mapToInt(reader -> reader.answers().size()).sum();
        int all = key.images().size() * readers.size();
        lines.add(
                readers.size() + (readers.size() == 1 ? " reader, " : " readers, ") + key.images().size() + " images: " + answers + " of " + all
                        + " answers, " + (all - answers) + " missing");
        for (Preference one : preferences()) {
            lines.add(
                    String.format(
                            Locale.ROOT, "%s: most helpful in %.1f %% (%.1f to %.1f, Wilson over %d images)", one.method(), 100 * one.share(),
                            100 * one.interval().low(), 100 * one.interval().high(), one.images()));
        }
        for (Agreement one : agreements()) {
            String name = one.statistic().equals("cohen") ? "Cohen's" : "Fleiss'";
            lines.add(
                    Double.isNaN(one.kappa())
                            ? name + " kappa, " + one.question() + ": undefined on " + one.images() + " images"
                            : String.format(
                                    Locale.ROOT, "%s kappa, %s: %.2f (%.2f to %.2f, bootstrap over %d images)", name, one.question(), one.kappa(),
                                    one.interval().low(), one.interval().high(), one.images()));
        }
        return lines;
    }
}
