package lowrankcam.reproduction;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.evaluation.CsvText;
import lowrankcam.published.PublishedTable;

/// All claims that a reproduction tests.
///
/// @param list in the order of the report
public record Claims(List<Claim> list) {

    public Claims {
        list = List.copyOf(list);
    }

    /// @param runs  of one reproduction
    /// @param paper its Table 1
    public static Claims of(Runs runs, PublishedTable paper) {
        List<Claim> all = new ArrayList<>();
        all.addAll(TableClaims.of(runs.table(), runs.thirteen(), paper));
        all.addAll(SpeedClaims.of(runs.timed(), paper));
        all.addAll(RankClaims.of(runs.ranks()));
        all.addAll(LocalisationClaims.of(runs.findings()));
        return new Claims(all);
    }

    public List<Claim> from(Claim.Source source) {
        return list.stream().filter(claim -> claim.source() == source).toList();
    }

    public long count(Claim.Source source, Verdict verdict) {
        return from(source).stream().filter(claim -> claim.verdict() == verdict).count();
    }

    /// A row for each comparison, and one for each claim that rests on counts alone.
    public String csv() {
        CsvText csv =
                new CsvText().row(
                        "source", "claim", "verdict", "comparison", "value", "low", "high", "family_low", "family_high",
                        "images", "comparison_verdict", "found");
        for (Claim claim : list) {
            List<String> head = List.of(claim.source().words(), claim.id(), claim.verdict().words());
            if (claim.comparisons().isEmpty()) {
                row(csv, head, List.of("", "", "", "", "", "", "", ""), claim.found());
            }
            for (Comparison c : claim.comparisons()) {
                row(
                        csv, head,
                        List.of(
                                c.what(), CsvText.number(c.value()), CsvText.number(c.interval().low()),
                                CsvText.number(c.interval().high()), CsvText.number(c.family().low()),
                                CsvText.number(c.family().high()), String.valueOf(c.images()), c.verdict().words()),
                        claim.found());
            }
        }
        return csv.toString();
    }

    private static void row(CsvText csv, List<String> head, List<String> middle, String found) {
        List<String> fields = new ArrayList<>(head);
        fields.addAll(middle);
        fields.add(found);
        csv.row(fields);
    }
}
