package lowrankcam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No result depends on the order of a hash table, which differs between runs (`Map.of`, `Set.of`, identity) and versions of Java. A class
/// that makes hash tables walks no maps and sets, since it might walk those; what is only looked up is named here.
class HashOrderTest {

    private static final Set<String> MAKERS = Set.of(
            "java.util.HashMap.<init>", "java.util.HashSet.<init>", "java.util.IdentityHashMap.<init>",
            "java.util.concurrent.ConcurrentHashMap.<init>", "java.util.concurrent.ConcurrentHashMap.newKeySet", "java.util.Map.of",
            "java.util.Map.ofEntries", "java.util.Map.copyOf", "java.util.Set.of", "java.util.Set.copyOf",
            "java.util.stream.Collectors.toSet", "java.util.stream.Collectors.toUnmodifiableSet", "java.util.stream.Collectors.toMap",
            "java.util.stream.Collectors.toUnmodifiableMap", "java.util.stream.Collectors.groupingBy");

    private static final Set<String> WALKS = Set.of(
            "java.util.Map.entrySet", "java.util.Map.keySet", "java.util.Map.values", "java.util.Map.forEach", "java.util.Set.iterator",
            "java.util.Set.stream", "java.util.Set.forEach", "java.util.Set.toArray", "java.util.HashMap.entrySet",
            "java.util.HashMap.keySet", "java.util.HashMap.values", "java.util.HashMap.forEach", "java.util.HashSet.iterator",
            "java.util.HashSet.stream", "java.util.HashSet.forEach", "java.util.HashSet.toArray");

    /// They make a table that is only looked up, and walk others. `PageServer` walks its own: five independent settings of the JDK.
    private static final Set<String> LOOKED_UP = Set.of(
            "audit.AuthorsAudit", "audit.InputMaskAudit", "cli.ActivationsCommand", "inception.NameDifference", "inception.WeightNames",
            "published.TableReader", "serve.PageServer", "weights.SafetensorsFile", "weights.hdf5.Hdf5File");

    @Test
    void noHashTableIsWalked() {
        JavaClasses main =
                new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("lowrankcam");
        Set<String> found = main.stream().filter(HashOrderTest::makesAndWalks)
                .map(one -> one.getName().substring("lowrankcam.".length())).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(LOOKED_UP), found);
    }

    /// A class that the rule is for.
    private static final class Canary {
        private Canary() {}

        static String walked() {
            Map<String, String> map = new HashMap<>();
            return String.join("", map.keySet());
        }
    }

    @Test
    void theRuleSeesACanary() {
        assertEquals("", Canary.walked());
        assertEquals(true, makesAndWalks(new ClassFileImporter().importClass(Canary.class)));
    }

    private static boolean makesAndWalks(JavaClass one) {
        return accesses(one).anyMatch(HashOrderTest::makes)
                && accesses(one).anyMatch(access -> WALKS.contains(access.getTargetOwner().getName() + "." + access.getName()));
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass one) {
        return one.getAccessesFromSelf().stream().filter(access -> !access.getName().startsWith("class$"));
    }

    /// One of at most one element has an order.
    private static boolean makes(JavaAccess<?> access) {
        String name = access.getTargetOwner().getName() + "." + access.getName();
        if (!MAKERS.contains(name)) {
            return false;
        }
        int given = access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes().size() : 0;
        return switch (name) {
            case "java.util.Map.of" -> given > 2;
            case "java.util.Set.of" -> given > 1;
            // With a map that was asked for.
            case "java.util.stream.Collectors.groupingBy" -> given < 3;
            case "java.util.stream.Collectors.toMap" -> given < 4;
            default -> true;
        };
    }
}
