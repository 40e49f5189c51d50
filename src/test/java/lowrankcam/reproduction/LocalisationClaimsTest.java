package lowrankcam.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.evaluation.EvaluatedMethods;
import org.junit.jupiter.api.Test;

/// The columns of the findings' run are those that the claims look for.
class LocalisationClaimsTest {

    /// The findings' table is compared with the paper's rank, or with the first that is run.
    @Test
    void theReferenceIsAColumnOfTheRun() {
        for (List<Integer> ranks : List.of(List.of(1, 10, 20), List.of(1, 3, 5))) {
            List<String> names =
                    EvaluatedMethods.parse(LocalisationClaims.methods(ranks), 10, "default").stream().map(EvaluatedMethod::name).toList();
            assertTrue(names.contains(LocalisationClaims.reference(ranks)), LocalisationClaims.reference(ranks));
        }
    }

    /// The names that the command line gives to columns are those that the claims look for.
    @Test
    void everyPresetAndRankIsFoundByItsName() {
        List<Integer> ranks = List.of(1, 3, 5, 10, 20, 40);
        List<EvaluatedMethod> columns = EvaluatedMethods.parse(LocalisationClaims.methods(ranks), 10, "default");
        Set<LocalisationClaims.Preset> found = new HashSet<>();
        columns.forEach(column -> LocalisationClaims.Preset.of(column.name()).ifPresent(found::add));
        Set<LocalisationClaims.Preset> wanted = new HashSet<>();
        LocalisationClaims.PRESETS.forEach(name -> ranks.forEach(r -> wanted.add(new LocalisationClaims.Preset(name, r))));
        assertEquals(wanted, found);
        assertEquals(wanted.size() + 8, columns.size());
        assertEquals("lowrankcam-default", EvaluatedMethods.reference(columns, "lowrankcam-default"));
    }
}
