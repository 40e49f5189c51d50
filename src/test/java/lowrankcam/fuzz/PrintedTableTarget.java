package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.published.SampleSizes;
import lowrankcam.published.TableAudit;
import lowrankcam.published.TableReader;

/// Tables in the paper's form, and their audit.
record PrintedTableTarget() implements Target {

    private static final String FILE = "table.txt";

    @Override
    public String name() {
        return "printed-table";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        return List.of(
                Samples.text(FILE, """
                        # source: here
                        # speed-up: A over B 2.0
                        method,AD,AIn,CH,CX,ADCC,time
                        A,30.5,6.25,90.1,20,77.77,1.5
                        B,n/a,12.5,"80.2 (70 to 90)",30.0,70.1,3.0
                        """),
                Samples.text(FILE, """
                        Some words.

                        | Method | AD | AIn | time |
                        |---|:-:|--:|---|
                        | **A** | 30.5% | 6.25 | 1.5 s |
                        | B | – | 12.5 ± 1 | 3 |
                        """),
                Samples.text(FILE, """
                        \\begin{tabular}{lrr}
                        Method & ADCC & AD \\\\ \\hline
                        A & $77.7 \\pm 1$ & \\textbf{30.5} \\\\
                        B & 70.1 & 20 \\\\
                        \\end{tabular}
                        """),
                Samples.text(FILE, "method;AD;time\nA;30,5;1,5\nB;20,1;3\n"), Samples.text(FILE, "method\tAD\nA\t30.5\n"));
    }

    @Override
    public List<String> words() {
        return List.of(
                "method", "AD", "AIn", "CH", "CX", "ADCC", "time", "# speed-up: ", "# source: ", " over ", "|-", "|---|", "&",
                "\\\\", "\\pm", "±", "n/a", "%", "\t", ";", "12.5", "1e99");
    }

    @Override
    public void read(Path folder) throws IOException {
        TableAudit.run(TableReader.read(folder.resolve(FILE)), SampleSizes.any());
    }
}
