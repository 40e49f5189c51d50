package lowrankcam.cam;

import java.util.List;
import java.util.Locale;

/// The methods there are, and the names under which they are known.
public final class Methods {

    /// What a list of methods says of one.
    ///
    /// @param id     name on the command line
    /// @param name   full name
    /// @param paper  where it was published
    /// @param passes passes by formula: network + head
    /// @param needs  what it asks of head and layer
    public record Info(String id, String name, String paper, String passes, String needs) {}

    private static final List<Info> ALL =
            List.of(
                    new Info("lowrankcam", "LowRank-CAM", "Thota, Nagaraju, Korra, AAAI student abstract",
                            "1 network + r head", "any head, any layer (class-signed: linear head, last layer)"),
                    new Info("cam", "CAM", "Zhou et al., CVPR 2016", "1 network", "linear head, last layer"),
                    new Info("eigencam", "Eigen-CAM", "Muhammad & Yeasin, IJCNN 2020", "1 network",
                            "any head, any layer; the same for every class"),
                    new Info("scorecam", "Score-CAM", "Wang et al., CVPR Workshops 2020",
                            "1 + live channels (up to 2049) network", "any head, any layer"));

    private Methods() {}

    public static List<Info> all() {
        return ALL;
    }

    public static List<String> ids() {
        return ALL.stream().map(Info::id).toList();
    }

    /// The id of a method under any of its spellings: case and `-`, `_` and blanks do not matter.
    ///
    /// @throws IllegalArgumentException naming the methods there are
    public static String idOf(String spelling) {
        String id = spelling.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        if (!ids().contains(id)) {
            throw new IllegalArgumentException(
                    "method: expected one of " + String.join(", ", ids()) + " or all; found '" + spelling + "'");
        }
        return id;
    }

    /// Makes a method.
    ///
    /// @param id  from [#idOf]
    /// @param lowRank options of LowRank-CAM; other methods have none
    public static CamMethod create(String id, LowRankOptions lowRank) {
        return switch (id) {
            case "lowrankcam" -> new LowRankCam(lowRank);
            case "cam" -> new Cam();
            case "eigencam" -> new EigenCam();
            case "scorecam" -> new ScoreCam();
            default -> throw new IllegalArgumentException("no method '" + id + "'");
        };
    }
}
