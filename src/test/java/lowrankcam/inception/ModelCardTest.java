package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.image.Alpha;
import lowrankcam.image.Preprocessing;
import lowrankcam.image.Preprocessing.Fit;
import lowrankcam.image.Preprocessing.InputRange;
import lowrankcam.image.Preprocessing.Resize;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ModelCardTest {

    private static final Path FILE = Path.of("model.json");

    private static ModelCard again(ModelCard card) throws FormatException {
        ObjectNode json = Json.object();
        card.describe(json);
        return ModelCard.read(FILE, json);
    }

    /// Files from before there was a choice say nothing of it.
    @Test
    void pixelsThatAreNotOpaqueAreDroppedWhereAModelDoesNotSay() throws FormatException {
        ModelCard card = ModelCard.assumed(Dialect.KERAS);
        ObjectNode json = Json.object();
        card.describe(json);
        assertFalse(json.path("preprocessing").has("alpha"));
        assertEquals("drop", ModelCard.read(FILE, json).preprocessing().choices().get("alpha"));
    }

    @Test
    void aPreparationOfImagesIsReadAsItWasWritten() throws FormatException {
        Preprocessing preprocessing =
                new Preprocessing(299, 299, Resize.HALF_PIXEL, Fit.CROP_342, InputRange.IMAGENET, Alpha.WHITE);
        ModelCard read = again(ModelCard.assumed(Dialect.TORCHVISION).with(preprocessing));
        assertEquals(preprocessing, read.preprocessing());
        assertEquals("[half-pixel, crop-342, imagenet, white]", preprocessing.choices().values().toString());
    }

    /// The preset of the weights that torchvision publishes.
    @Test
    void ofABareFileWithTorchvisionsNamesItsPresetIsAssumed() {
        ModelCard card = ModelCard.assumed(Dialect.TORCHVISION);
        assertEquals(
                "[antialiased, crop-342, minus-one-one, drop]", card.preprocessing().choices().values().toString());
    }

    @Test
    void aCardThatSaysLessIsRefused() {
        ObjectNode json = Json.object();
        ModelCard.assumed(Dialect.FID).describe(json);
        ((ObjectNode) json.path("preprocessing")).remove("fit");
        assertThrows(FormatException.class, () -> ModelCard.read(FILE, json));
    }

    @Test
    void aCardThatSaysNonsenseIsRefusedWithTheChoicesThereAre() {
        ObjectNode json = Json.object();
        ModelCard.assumed(Dialect.FID).describe(json);
        ((ObjectNode) json.path("preprocessing")).put("fit", "squash");
        assertEquals(
                "model.json: 'fit': expected one of stretch, fit, crop, crop-342, found 'squash'",
                assertThrows(FormatException.class, () -> ModelCard.read(FILE, json)).getMessage());
    }
}
