/// Random numbers for shuffles, resamples, masks and phantoms. The generators of the Java library may change between releases;
/// this one cannot.
package lowrankcam.random;
