package lowrankcam;

/// A cell of a map.
///
/// @param row    from 0, at the top
/// @param column from 0, at the left
/// @param value  as the method defines it
public record Cell(int row, int column, double value) {}
