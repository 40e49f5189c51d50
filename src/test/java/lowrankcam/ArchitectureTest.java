package lowrankcam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;

/// The directions in which packages may depend on each other, and what only some may touch.
class ArchitectureTest {

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("lowrankcam");

    /// If the importer could not read these class files, every rule below would pass on nothing.
    @Test
    void theClassesAreSeen() {
        assertTrue(MAIN.size() >= 60, "classes imported: " + MAIN.size());
        assertTrue(
                MAIN.get("lowrankcam.kernel.Tile6x4").getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> d.getTargetClass().getName().equals("jdk.incubator.vector.FloatVector")),
                "Tile6x4 is seen to use FloatVector");
    }

    /// Rows of the table in ARCHITECTURE.md, top to bottom: a package and those it may use, in backticks; `all` for all below.
    private static Map<String, Set<String>> table() throws IOException {
        List<String[]> rows =
                Files.readAllLines(Goldens.ROOT.resolve("docs/ARCHITECTURE.md")).stream()
                        .dropWhile(line -> !line.startsWith("| `")).takeWhile(line -> line.startsWith("| `"))
                        .map(line -> line.split("\\|")).toList();
        Map<String, Set<String>> table = new LinkedHashMap<>();
        List<String> names = rows.stream().map(cells -> words(cells[1]).getFirst()).toList();
        for (int r = 0; r < rows.size(); r++) {
            List<String> below = names.subList(r + 1, names.size());
            Set<String> used = rows.get(r)[3].strip().equals("all") ? new HashSet<>(below) : new HashSet<>(words(rows.get(r)[3]));
            assertTrue(below.containsAll(used), names.get(r) + " may use only what stands below it: " + used);
            table.put(names.get(r), used);
        }
        return table;
    }

    private static List<String> words(String cell) {
        return Pattern.compile("`([a-z]+)`").matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /// The first part of the name below `lowrankcam`, or `lowrankcam` for the package itself.
    private static String room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length == 1 ? parts[0] : parts[1];
    }

    @Test
    void packagesUseWhatArchitectureSays() throws IOException {
        Map<String, Set<String>> table = table();
        assertEquals(MAIN.stream().map(ArchitectureTest::room).collect(Collectors.toSet()), table.keySet());
        Set<String> arrows = new TreeSet<>();
        for (JavaClass type : MAIN) {
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                boolean ours = target.getPackageName().equals("lowrankcam") || target.getPackageName().startsWith("lowrankcam.");
                if (ours && !room(target).equals(room(type)) && !table.get(room(type)).contains(room(target))) {
                    arrows.add(type.getName() + " uses " + target.getName());
                }
            }
        }
        assertEquals(Set.of(), arrows);
        slices().matching("lowrankcam.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    /// What all methods share knows none of them, and rooms of methods know each other in one direction only.
    @Test
    void methodsStandOnWhatTheyShareAndNotTheOtherWayRound() {
        noClasses().that().resideInAPackage("lowrankcam.cam")
                .should().dependOnClassesThat().resideInAPackage("lowrankcam.cam.*..").check(MAIN);
        slices().matching("lowrankcam.cam.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyKernelsUseTheVectorApi() {
        noClasses().that().resideOutsideOfPackage("lowrankcam.kernel")
                .should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector..").check(MAIN);
        classes().that().resideInAPackage("lowrankcam.kernel").and().haveSimpleNameStartingWith("Scalar")
                .should().onlyDependOnClassesThat().resideInAnyPackage("lowrankcam..", "java..").check(MAIN);
    }

    @Test
    void nothingIsNativeUnsafeOrSeedless() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("sun.misc.Unsafe")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.foreign.Linker")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould().callMethod(System.class, "loadLibrary", String.class)
                .orShould().callMethod(System.class, "load", String.class)
                .orShould().callMethod(Math.class, "random")
                .orShould().callConstructor(java.util.Random.class)
                .check(MAIN);
    }

    /// Digits and letters of the machine's language would end up in paths and tables.
    @Test
    void nothingIsWrittenInTheLanguageOfTheMachine() {
        noClasses().should().callMethod(String.class, "format", String.class, Object[].class)
                .orShould().callMethod(String.class, "formatted", Object[].class)
                .orShould().callMethod(String.class, "toUpperCase")
                .orShould().callMethod(String.class, "toLowerCase")
                .orShould().callMethod(java.io.PrintWriter.class, "printf", String.class, Object[].class)
                .orShould().callMethod(java.io.PrintWriter.class, "format", String.class, Object[].class)
                .orShould().callMethod(java.io.PrintStream.class, "printf", String.class, Object[].class)
                .orShould().callMethod(java.io.PrintStream.class, "format", String.class, Object[].class)
                .check(MAIN);
    }

    @Test
    void onlyImageTouchesAwtAndOnlyCliTouchesTheProcess() {
        noClasses().that().resideOutsideOfPackage("lowrankcam.image")
                .should().dependOnClassesThat().resideInAnyPackage("java.awt..", "javax.imageio..").check(MAIN);
        noClasses().that().resideOutsideOfPackage("lowrankcam.cli")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(System.class, "exit", int.class)
                .orShould().dependOnClassesThat().resideInAPackage("picocli..").check(MAIN);
    }

    /// So that tests can end the program before each of these steps, and nothing is tidied away behind a kill.
    @Test
    void onlyDiskRenamesDeletesAndForces() {
        noClasses().that().doNotHaveFullyQualifiedName("lowrankcam.format.Disk")
                .should().callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class)
                .orShould().callMethod(Files.class, "delete", Path.class)
                .orShould().callMethod(Files.class, "deleteIfExists", Path.class)
                .orShould().callMethod(java.nio.channels.FileChannel.class, "force", boolean.class)
                .orShould().callMethodWhere(
                        DescribedPredicate.describe(
                                "makes a temporary file or folder",
                                call -> call.getTarget().getName().startsWith("createTemp")))
                .check(MAIN);
    }

    /// Sums over lanes would depend on the vector width.
    @Test
    void noSumRunsAcrossLanes() {
        noClasses().should().callMethodWhere(
                DescribedPredicate.describe(
                        "reduces lanes", call -> call.getTarget().getName().startsWith("reduceLanes")))
                .check(MAIN);
    }

    /// What `Math` computes may differ by the last bit from one processor or JVM to the next; `StrictMath` may not.
    @Test
    void transcendentalFunctionsAreThoseOfStrictMath() {
        Set<String> same = Set.of(
                "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh",
                "tanh", "cbrt", "hypot");
        noClasses().should().callMethodWhere(
                DescribedPredicate.describe(
                        "calls a transcendental function of Math",
                        call -> call.getTargetOwner().isEquivalentTo(Math.class) && same.contains(call.getTarget().getName())))
                .check(MAIN);
    }

    /// In a parallel stream the order of a sum is left to chance. These five write each item to a place of its own.
    @Test
    void noSumRunsOverAParallelStream() {
        noClasses().that().doNotHaveFullyQualifiedName("lowrankcam.evaluation.Bootstrap")
                .and().doNotHaveFullyQualifiedName("lowrankcam.evaluation.RunSettings")
                .and().doNotHaveFullyQualifiedName("lowrankcam.phantom.Phantoms")
                .and().doNotHaveFullyQualifiedName("lowrankcam.dataset.MuraCheck")
                .and().doNotHaveFullyQualifiedName("lowrankcam.image.Overlay")
                .should().callMethodWhere(
                        DescribedPredicate.describe(
                                "takes a parallel stream or a parallel sort",
                                call -> call.getTarget().getName().startsWith("parallel")))
                .check(MAIN);
    }
}
