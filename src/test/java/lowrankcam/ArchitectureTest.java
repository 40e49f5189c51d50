package lowrankcam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void packagesDependDownwards() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("lowrankcam..")
                .layer("cli").definedBy("lowrankcam.cli")
                .layer("lowrankcam").definedBy("lowrankcam")
                .layer("explain").definedBy("lowrankcam.explain")
                .layer("report").definedBy("lowrankcam.report")
                .layer("reproduction").definedBy("lowrankcam.reproduction")
                .layer("published").definedBy("lowrankcam.published")
                .layer("evaluation").definedBy("lowrankcam.evaluation")
                .layer("training").definedBy("lowrankcam.training")
                .layer("benchmark").definedBy("lowrankcam.benchmark")
                .layer("audit").definedBy("lowrankcam.audit")
                .layer("phantom").definedBy("lowrankcam.phantom")
                .layer("dataset").definedBy("lowrankcam.dataset")
                .layer("metric").definedBy("lowrankcam.metric")
                .layer("cam").definedBy("lowrankcam.cam..")
                .layer("inception").definedBy("lowrankcam.inception")
                .layer("model").definedBy("lowrankcam.model")
                .layer("nn").definedBy("lowrankcam.nn")
                .layer("image").definedBy("lowrankcam.image")
                .layer("linalg").definedBy("lowrankcam.linalg")
                .layer("random").definedBy("lowrankcam.random")
                .layer("format").definedBy("lowrankcam.format")
                .layer("kernel").definedBy("lowrankcam.kernel")
                .layer("tensor").definedBy("lowrankcam.tensor")
                .whereLayer("cli").mayNotBeAccessedByAnyLayer()
                .whereLayer("lowrankcam").mayNotBeAccessedByAnyLayer()
                .whereLayer("explain").mayOnlyBeAccessedByLayers("cli", "lowrankcam")
                .whereLayer("report").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("reproduction").mayOnlyBeAccessedByLayers("cli", "report")
                .whereLayer("published").mayOnlyBeAccessedByLayers("cli", "report", "reproduction")
                .whereLayer("evaluation").mayOnlyBeAccessedByLayers("cli", "report", "reproduction")
                .whereLayer("training").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("benchmark").mayOnlyBeAccessedByLayers("cli", "evaluation")
                .whereLayer("audit").mayOnlyBeAccessedByLayers("cli")
                .whereLayer("phantom").mayOnlyBeAccessedByLayers("cli", "reproduction")
                .whereLayer("dataset").mayOnlyBeAccessedByLayers("cli", "reproduction", "evaluation", "training", "phantom")
                .whereLayer("metric").mayOnlyBeAccessedByLayers(
                        "cli", "report", "reproduction", "published", "evaluation", "training", "audit")
                .whereLayer("cam").mayOnlyBeAccessedByLayers(
                        "cli", "lowrankcam", "explain", "reproduction", "evaluation", "benchmark", "audit")
                .whereLayer("inception").mayOnlyBeAccessedByLayers(
                        "cli", "lowrankcam", "explain", "reproduction", "evaluation", "training", "benchmark", "audit")
                .whereLayer("model").mayOnlyBeAccessedByLayers(
                        "cli", "lowrankcam", "explain", "reproduction", "evaluation", "training", "benchmark", "audit", "metric", "cam", "inception")
                .whereLayer("nn").mayOnlyBeAccessedByLayers("inception", "cli")
                .whereLayer("image").mayOnlyBeAccessedByLayers(
                        "cli", "lowrankcam", "explain", "inception", "report", "evaluation", "training", "benchmark", "audit", "phantom", "dataset")
                .whereLayer("linalg").mayOnlyBeAccessedByLayers("cam", "audit")
                .check(MAIN);
        slices().matching("lowrankcam.(*)..").should().beFreeOfCycles().check(MAIN);
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
}
