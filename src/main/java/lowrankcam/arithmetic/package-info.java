/// The arithmetic of one cell of a map of LowRank-CAM, from the image to the sum, with every number as it is in memory, so that it can
/// be done again by hand. Nothing here computes a result: the network and the method do, and what they gave stands beside each sum.
/// Begin with {@link lowrankcam.arithmetic.PixelArithmetic}.
package lowrankcam.arithmetic;
