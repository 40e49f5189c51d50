package lowrankcam.arithmetic;

import lowrankcam.format.UsageException;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.nn.Network;
import lowrankcam.nn.ReceptiveField;

/// Where a pixel of a picture lies in the network's input and in the outputs made of it.
///
/// @param row    of the pixel, from 0
/// @param column of the pixel, from 0
/// @param y      of its centre in the network's input, in pixels from the upper edge
/// @param x      of its centre in the network's input, in pixels from the left edge
/// @param size   of the network's input
/// @param shown  part of the picture that the network sees
public record Place(int row, int column, double y, double x, Network.Size size, Preprocessing.Placement shown) {

    /// A cell of an output and what it sees.
    ///
    /// @param name   of the layer or convolution
    /// @param size   of its output
    /// @param y      row of the cell
    /// @param x      column of the cell
    /// @param field  receptive fields of the output's cells
    public record Cell(String name, Network.Size size, int y, int x, ReceptiveField field) {

        /// Number of the cell, row by row.
        public int position() {
            return y * size.width() + x;
        }
    }

    /// @throws UsageException if there is no such pixel, or the network does not see it
    static Place of(Picture picture, Preprocessing preprocessing, int row, int column) {
        if (row >= picture.height() || column >= picture.width()) {
            throw new UsageException(
                    "--pixel: expected a row from 0 to " + (picture.height() - 1) + " and a column from 0 to "
                            + (picture.width() - 1) + "; found " + row + "," + column);
        }
        Preprocessing.Placement shown = preprocessing.placement(picture);
        double y = (row + 0.5 - shown.top()) / (shown.bottom() - shown.top()) * preprocessing.height();
        double x = (column + 0.5 - shown.left()) / (shown.right() - shown.left()) * preprocessing.width();
        if (y < 0 || y >= preprocessing.height() || x < 0 || x >= preprocessing.width()) {
            throw new UsageException(
                    "--pixel: expected a pixel that the network sees, row " + (int) Math.ceil(shown.top() - 0.5) + " to "
                            + ((int) Math.ceil(shown.bottom() - 0.5) - 1) + ", column " + (int) Math.ceil(shown.left() - 0.5)
                            + " to " + ((int) Math.ceil(shown.right() - 0.5) - 1) + "; found " + row + "," + column);
        }
        return new Place(
                row, column, y, x, new Network.Size(preprocessing.height(), preprocessing.width(), 3), shown);
    }

    /// The cell whose share of the picture the pixel lies in: cells share the picture evenly, as heatmaps lay them over it.
    Cell in(Network network, String name, Network.Size output) {
        int cellY = (int) (y * output.height() / size.height());
        int cellX = (int) (x * output.width() / size.width());
        return new Cell(name, output, cellY, cellX, ReceptiveField.of(network, name));
    }
}
