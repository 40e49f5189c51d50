package lowrankcam;

/// What the network says of one class.
///
/// @param index       of the class
/// @param label       its name
/// @param logit       score before softmax or sigmoid
/// @param probability score after it, from 0 to 1; what the network says, not how often it is right
public record ClassScore(int index, String label, double logit, double probability) {}
