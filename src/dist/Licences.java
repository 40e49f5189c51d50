import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fails unless LICENCES.md lists the components of the SBOM, with version and licence, and no other: Licences.java SBOM PAGE.
class Licences {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z0-9.-]+) \\| ([0-9][^ ]*) \\| (\\S+) \\|$");

    public static void main(String[] args) throws Exception {
        TreeSet<String> inside = new TreeSet<>();
        for (JsonNode component : JsonMapper.builder().build().readTree(Files.readString(Path.of(args[0]))).get("components")) {
            StringBuilder line = new StringBuilder(component.get("name").asString() + " " + component.get("version").asString());
            component.path("licenses").forEach(each -> line.append(' ').append(
                    each.has("expression") ? each.get("expression").asString() : each.at("/license/id").asString("unknown")));
            inside.add(line.toString());
        }
        TreeSet<String> listed = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Path.of(args[1])));
        while (row.find()) {
            listed.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
        }
        if (inside.isEmpty() || !inside.equals(listed)) {
            System.err.println(args[1] + ": expected the components of " + args[0] + ": " + inside + "; found " + listed);
            System.exit(1);
        }
    }
}
