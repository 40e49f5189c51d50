package lowrankcam.study;

import java.util.List;
import lowrankcam.format.Json;
import lowrankcam.image.Caution;
import lowrankcam.image.Picture;
import lowrankcam.image.SmallPicture;
import lowrankcam.page.Markup;
import lowrankcam.page.Numbers;
import lowrankcam.page.Page;
import lowrankcam.page.Template;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The form of a study. It knows ids and pictures only: no method, no file, no class of the data set.
final class StudyForm {

    private final ObjectNode json = Json.object();
    private final ArrayNode images;

    StudyForm(String study) {
        json.put("study", study);
        json.put("answersKind", StudyAnswers.KIND).put("answersVersion", StudyAnswers.VERSION);
        images = json.putArray("images");
    }

    /// An image of the form.
    record Item(String id, ArrayNode maps) {

        void map(String map, SmallPicture picture) {
            maps.addObject().put("id", map).put("picture", uri(picture));
        }
    }

    /// @param explained class that the maps explain
    Item image(String id, String explained, Picture picture) {
        ObjectNode node = images.addObject();
        node.put("id", id).put("explained", explained).put("width", picture.width()).put("height", picture.height())
                .put("picture", uri(SmallPicture.of(picture)));
        return new Item(id, node.putArray("maps"));
    }

    private static String uri(SmallPicture picture) {
        return "data:image/png;base64," + Numbers.bytes(picture.png());
    }

    Page page() {
        Markup body =
                Template.of("study.html").with("count", String.valueOf(images.size())).with("caution", Caution.TEXT).filled();
        return new Page("Reading study", body).style("study.css").scripts(List.of("dom.js", "orders.js", "study.js")).data("study", json);
    }
}
