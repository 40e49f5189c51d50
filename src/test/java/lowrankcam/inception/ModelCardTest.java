package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
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
        assertEquals("drop", ModelCard.read(FILE, json).alpha());
    }

    @Test
    void aPreparationOfImagesIsReadAsItWasWritten() throws FormatException {
        ModelCard card =
                ModelCard.assumed(Dialect.TORCHVISION).with("half-pixel", "crop-342", "imagenet", "white");
        ModelCard read = again(card);
        assertEquals("half-pixel crop-342 imagenet white",
                String.join(" ", read.resize(), read.fit(), read.range(), read.alpha()));
    }

    /// The preset of the weights that torchvision publishes.
    @Test
    void ofABareFileWithTorchvisionsNamesItsPresetIsAssumed() {
        ModelCard card = ModelCard.assumed(Dialect.TORCHVISION);
        assertEquals("antialiased crop-342 minus-one-one",
                String.join(" ", card.resize(), card.fit(), card.range()));
    }

    @Test
    void aCardThatSaysLessIsRefused() {
        ObjectNode json = Json.object();
        ModelCard.assumed(Dialect.FID).describe(json);
        ((ObjectNode) json.path("preprocessing")).remove("fit");
        assertThrows(FormatException.class, () -> ModelCard.read(FILE, json));
    }
}
