package lowrankcam.cli;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.cam.Methods;
import lowrankcam.experiment.MethodColumn;

/// Methods as users name them on the command line, as columns of an experiment.
final class MethodColumns {

    private MethodColumns() {}

    /// @param names methods, `fast` or `all`
    /// @param rank  of LowRank-CAM where a name does not say
    static List<MethodColumn> parse(List<String> names, int rank) {
        List<MethodColumn> columns = new ArrayList<>();
        for (String name : names) {
            for (String id : name.equals("all") || name.equals("fast") ? Methods.ids() : List.of(Methods.idOf(name))) {
                boolean heavy = id.equals("scorecam");
                if (!(heavy && name.equals("fast"))) {
                    columns.add(
                            new MethodColumn(
                                    id,
                                    Methods.create(id, LowRankOptions.of(LowRankOptions.Preset.DEFAULT, rank)),
                                    heavy ? MethodColumn.Cost.HEAVY : MethodColumn.Cost.LIGHT));
                }
            }
        }
        return columns;
    }

    /// The reference if it is among the columns, else nothing.
    static String reference(List<MethodColumn> columns, String name) {
        return columns.stream().map(MethodColumn::name).filter(name::equals).findFirst().orElse("");
    }
}
